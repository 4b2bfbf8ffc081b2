"""Where figures and questions live: the book that Sphinx builds, and a file of nbconvert's."""
