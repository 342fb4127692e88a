"""Laws of output names."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner.run.naming import choose_name, fold_path, make_safe

_PATHS = st.text(
    alphabet=st.one_of(st.sampled_from(list("aAäÄ.~/ \\:con1")), st.characters(codec="utf-8")), min_size=1, max_size=30
)


@given(st.lists(_PATHS, unique=True, max_size=20))
def test_no_two_inputs_share_a_name(paths):
    """Whatever the inputs are called, their outputs are different files on every file system."""
    taken = set()

    def claim(path):
        fresh = fold_path(path) not in taken
        taken.add(fold_path(path))
        return fresh

    names = [choose_name(path, path, ".txt", claim) for path in paths]
    assert len({fold_path(name) for name in names}) == len(paths)


@given(_PATHS)
def test_safe_names_stay_in_their_folder(path):
    """A safe name has no empty part, no way up and no part over 255 bytes."""
    parts = make_safe(path).split("/")
    assert all(part not in ("", ".", "..") and len(part.encode()) <= 255 for part in parts)
    assert all(part[-1] not in ". " for part in parts)
