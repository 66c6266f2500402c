"""`cfdiag init`: an engagement folder that the other commands understand."""

import stat

from cfdiag.cli import run


def test_makes_a_private_folder_that_checks_clean(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "acme"]) == 0
    made = sorted(p.name for p in (tmp_path / "acme").iterdir())
    assert made == [".gitignore", "engagement.yaml", "interviews", "reports"]
    assert stat.S_IMODE((tmp_path / "acme" / "interviews").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "acme" / "engagement.yaml").stat().st_mode) == 0o600
    assert run(["check", "acme/engagement.yaml"]) == 0
    assert "cfdiag interview" in capsys.readouterr().out


def test_a_changed_engagement_is_left_alone(tmp_path, capsys):
    assert run(["init", str(tmp_path / "acme")]) == 0
    file = tmp_path / "acme" / "engagement.yaml"
    file.write_text("cfdiag: 1\nclient: Acme\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["init", str(tmp_path / "acme")]) == 2
    assert file.read_text(encoding="utf-8") == "cfdiag: 1\nclient: Acme\n"
    assert capsys.readouterr().err == (
        f"{file}: error: there is another file of that name  [exists]\n"
        "  = choose another --output, or overwrite it with --force\n"
    )
    assert run(["init", str(tmp_path / "acme"), "--force"]) == 0
