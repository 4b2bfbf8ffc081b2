from mathlib.live.page.bundle import widget_module
from mathlib.questions import assets


def test_a_question_in_a_notebook_does_not_carry_a_figure_s_runtime():
    assert len(assets.question_module()) < len(widget_module()) / 10


def test_a_question_s_module_exports_one_thing():
    assert assets.question_module().count("export ") == 1


def test_every_file_of_questions_is_used():
    files = {file.name for file in assets.HERE.glob("*.[jc]s*") if file.suffix in (".js", ".css")}
    assert files == {"question.js", "ask.js", "question.css"}
    assert assets.question_rules() in assets.question_style()
