"""Every example and counter-example of every frame file, read by the frames."""

import pytest

from kg.extract.frames.examples import faults, read_examples
from kg.extract.frames.frames import FrameFile, frame_files
from kg.ontology import ontology


@pytest.mark.parametrize("file", frame_files(), ids=lambda f: f.name)
def test_a_frame_gives_what_its_file_says(file: FrameFile) -> None:
    own = file.frame.relation or file.frame.event
    examples = (*file.frame.examples, *file.frame.counter_examples)
    assert [fault for example, reading in read_examples(examples) for fault in faults(example, reading, only=own)] == []


def test_every_relation_and_one_party_event_has_a_frame() -> None:
    told = {file.frame.relation or file.frame.event for file in frame_files()}
    assert told == {*ontology().relations, *ontology().one_party_events()}


def test_no_two_examples_share_their_text_with_a_counter_example() -> None:
    for file in frame_files():
        assert not {e.text for e in file.frame.examples} & {e.text for e in file.frame.counter_examples}, file.name
