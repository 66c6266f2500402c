from cfdiag.model.result import Rejected
from cfdiag.render.result import RESULT_FORMATS, OutputContext
from cfdiag.render.result.github import workflow_command


def test_the_commands(result):
    assert RESULT_FORMATS["github"](result, OutputContext()).split("\n") == [
        "::error title=Gate failed::overall: 54.3, at least 60 wanted",
        (
            "::error title=Gate failed::knowledge: –, at least 50 wanted"
            " (too few of its questions were answered)"
        ),
        "::error file=a%2Cb%3Ac%25.json,line=3,col=7,title=invalid-value::not a whole number%0A::error::",
        "::warning title=cfdiag::b.json: the same interview as a.json; counted once",
        "::notice title=cfdiag::silo-busting: 54.3 (30 interviews)",
    ]


def test_of_many_rejected_files_the_gate_is_seen_first_and_the_rest_counted(result):
    result.inputs.rejected[:] = [
        Rejected(file=f"{n:02}.json", line=1, column=1, code="bad-value", message="wrong") for n in range(60)
    ]
    errors = [
        line for line in RESULT_FORMATS["github"](result, OutputContext()).split("\n") if "::error" in line
    ]
    assert [line[:25] for line in errors[:2]] == ["::error title=Gate failed:"[:25]] * 2
    assert [line.split("file=")[1][:7] for line in errors[2:-1]] == [f"{n:02}.json" for n in range(8)]
    assert errors[-1] == "::error title=cfdiag::52 more inputs were rejected: --format json names all"


def test_data_cannot_end_a_command_or_begin_another():
    line = workflow_command(
        "error", "a\r\n::stop-commands::x%0A\x1b[0m\u2028", file="b,line=9::\n::set-env::"
    )
    assert line == (
        "::error file=b%2Cline=9%3A%3A%0A%3A%3Aset-env%3A%3A::a%0D%0A::stop-commands::x%250A�[0m�"
    )
