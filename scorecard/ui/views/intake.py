"""Intake: what did they send back, what does it change, and is it accepted?"""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action, may
from scorecard.ui import frame
from scorecard.ui.intake.accepting import accept_everything
from scorecard.ui.intake.documents import show_missing_documents
from scorecard.ui.intake.kept import show_kept
from scorecard.ui.intake.panel import show_fault, show_intake
from scorecard.ui.intake.reading import LARGEST_FILE_MIB, compare, read_uploads, upload_key
from scorecard.ui.intake.words import standing_sentence, upload_sentence
from scorecard.ui.state import actor
from scorecard.ui.text import literal

opened = frame.require_selection()
heading = st.container()
files = st.file_uploader(
    f"Questionnaires that came back (XLSX, one or many, at most {LARGEST_FILE_MIB} MB each)",
    type=["xlsx"],
    accept_multiple_files=True,
    key=upload_key(opened),
    max_upload_size=LARGEST_FILE_MIB,
)
uploads = read_uploads(opened, files or [])
read = [
    (upload, intake)
    for upload in uploads
    if upload.returned is not None and (intake := compare(opened, upload.returned)) is not None
]
faults = [upload for upload in uploads if upload.returned is None]

with heading:
    sentence = (
        upload_sentence([intake for _, intake in read], len(faults))
        if uploads
        else standing_sentence(opened.selection)
    )
    frame.show_heading("What did they send back?", sentence)

if not uploads:
    st.markdown(
        "Send each candidate its questionnaire, and upload what comes back. Every answer is shown "
        "beside what is stored before anything changes; nothing is stored until you accept it."
    )
    if st.button(
        "Get the questionnaires", icon=":material/quiz:", key=f"intake:{opened.id}:candidates"
    ):
        frame.go_to("candidates.py")

everything_key = f"intake:{opened.id}:everything"
waiting = [(upload, intake) for upload, intake in read if intake.acceptable]
if len(waiting) > 1 and may(actor(), Action.EDIT_ANSWERS, opened.id):
    count = sum(len(intake.acceptable) for _, intake in waiting)
    st.button(
        f"Accept all {count} new and changed answers of {len(waiting)} files",
        icon=":material/done_all:",
        key=f"intake:{opened.id}:accept_everything",
        on_click=accept_everything,
        args=(waiting, everything_key),
    )
if uploads and st.session_state.get(everything_key):
    st.success(literal(st.session_state[everything_key]), icon=":material/check:")
for upload in faults:
    show_fault(upload)
for upload, intake in read:
    show_intake(opened, upload, intake)
show_missing_documents(opened)
show_kept(opened)
