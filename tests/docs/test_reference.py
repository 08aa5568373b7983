from docs.reference_pages import FOLDER, pages, write_pages


def test_the_reference_says_what_the_code_says():
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert written == pages(), "the reference lags behind the code: make docs"


def test_a_page_that_is_no_longer_written_is_taken_away(tmp_path):
    (tmp_path / "old.md").write_text("gone")
    write_pages(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pages())


def test_every_key_of_the_shipped_policy_is_explained_or_grouped():
    page = pages()["policy.md"]
    assert all(f"`{key}`" in page for key in ("edges", "min_score", "pd_anchors", "period_months"))
