"""Every kind of fault in the catalogue's files is reported with file, entry and reason.

Each case spoils one place of a copy of the shipped data and expects exactly the faults named, so
that a check which reports too much fails as well as one that is missing.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scorecard.catalogue import load_catalogue
from scorecard.catalogue.checks import CatalogueFault
from scorecard.catalogue.loader import shipped_folder

FLOOR = "criteria/floor_management.toml"
WORKFORCE = "criteria/workforce_stability.toml"
FLOOR_FLAGS = "red_flags/floor_management.toml"
WORKFORCE_FLAGS = "red_flags/workforce_stability.toml"
COMMERCIAL_FLAGS = "red_flags/commercials.toml"
DOMAIN = "criteria/domain_depth.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(shipped_folder(), copy, ignore=shutil.ignore_patterns("examples"))
    return copy


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}: the case proves nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def fault_lines(folder: Path) -> list[str]:
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(folder)
    return str(raised.value).splitlines()


CASES = {
    "a source that does not exist, on a question": (
        "questions/domain_depth.toml",
        'sources = ["s0_quality_playbook"]',
        'sources = ["hearsay"]',
        [
            "questions/domain_depth.toml · similar_accounts · "
            "names the source 'hearsay', which does not exist"
        ],
    ),
    "a source that does not exist, inside a value function": (
        WORKFORCE,
        'sources = ["s3_buyer_checklist", "assumption"], rationale = "18 %',
        'sources = ["hearsay", "assumption"], rationale = "18 %',
        [f"{WORKFORCE} · attrition_early · names the source 'hearsay', which does not exist"],
    ),
    "a source that does not exist, in the settings": (
        "catalogue.toml",
        'leader_coverage_sources = ["assumption"]',
        'leader_coverage_sources = ["hearsay"]',
        ["catalogue.toml · settings · names the source 'hearsay', which does not exist"],
    ),
    "an id twice in one file": (
        FLOOR,
        'id = "named_leaders"',
        'id = "operations_leadership"',
        None,
    ),
    "an id twice in two files": (
        "questions/tooling_fit.toml",
        'id = "qa_tool"',
        'id = "brand_voice_sample"',
        None,
    ),
    "a criterion that reads an unknown question": (
        FLOOR,
        'question = "agents_per_team_lead"',
        'question = "agents_per_lead"',
        [f"{FLOOR} · floor_routines · names the question 'agents_per_lead', which does not exist"],
    ),
    "a criterion of an unknown group": (
        "criteria/tooling_fit.toml",
        'id = "tool_chain"',
        'id = "tool_chain"\ngroup = "gadgets"',
        [
            "criteria/tooling_fit.toml · tool_chain · "
            "names the group 'gadgets', which does not exist"
        ],
    ),
    "a level for an option that does not exist, and an option without a level": (
        FLOOR,
        "levels = { weekly = 100,",
        "levels = { daily = 100,",
        [
            f"{FLOOR} · calibration_practice · "
            "a level names 'daily', which is no option of 'calibration_cadence'",
            f"{FLOOR} · calibration_practice · "
            "the option 'weekly' of 'calibration_cadence' has no level",
        ],
    ),
    "a level above 100": (
        FLOOR,
        "levels = { weekly = 100,",
        "levels = { weekly = 120,",
        [
            f"{FLOOR} · calibration_practice · "
            "the level of 'weekly' is 120; it must lie between 0 and 100"
        ],
    ),
    "points for a checklist item that does not exist": (
        FLOOR,
        "item_points = { team_lead = 1,",
        "item_points = { team_leader = 1,",
        [
            f"{FLOOR} · named_leaders · "
            "the checklist names 'team_leader', which is no item of 'leads_named'"
        ],
    ),
    "a checklist without any points": (
        FLOOR,
        "item_points = { team_lead = 1, qa_lead = 1 }",
        "item_points = { team_lead = 0, qa_lead = 0 }",
        [f"{FLOOR} · named_leaders · no checklist item has points"],
    ),
    "a value function for another kind of question": (
        FLOOR,
        '{ question = "agents_per_team_lead", share = 1',
        '{ question = "knowledge_base_owner", share = 1',
        [
            f"{FLOOR} · floor_routines · 'knowledge_base_owner' is a choice, "
            "which a value function of the kind 'points' cannot judge"
        ],
    ),
    "a derived figure that reads an unknown question": (
        "criteria/capacity_and_ramp.toml",
        'reads = ["seats_promised", "ramp_history"]',
        'reads = ["seats_pledged", "ramp_history"]',
        [
            "criteria/capacity_and_ramp.toml · proven_capacity · the figure 'proven_share_pct' "
            "names the question 'seats_pledged', which does not exist"
        ],
    ),
    "a derived figure beside a question that it does not read": (
        "criteria/capacity_and_ramp.toml",
        '{ question = "ramp_history", value = { kind = "derived", figure = { name = "proven',
        '{ question = "overflow_capacity_pct", value = { kind = "derived", figure = { name = "proven',  # noqa: E501
        [
            "criteria/capacity_and_ramp.toml · proven_capacity · "
            "the figure 'proven_share_pct' does not read 'overflow_capacity_pct'"
        ],
    ),
    "a figure over a column that does not exist": (
        DOMAIN,
        'where = ["similarity=same_operation"]',
        'where = ["likeness=same_operation"]',
        [
            f"{DOMAIN} · domain_similarity · the figure 'rows_where_count' "
            "names the column 'likeness', which 'similar_accounts' does not have"
        ],
    ),
    "a figure over an option of a column that does not exist": (
        DOMAIN,
        'where = ["similarity=same_operation"]',
        'where = ["similarity=identical"]',
        [
            f"{DOMAIN} · domain_similarity · the figure 'rows_where_count' "
            "names 'identical', which is no option of the column 'similarity'"
        ],
    ),
    "a figure over a row that does not exist": (
        "gates.toml",
        'parts = ["wfm",',
        'parts = ["planning",',
        [
            "gates.toml · loaded_rate_provided · the figure 'rate_parts_stated_pct' "
            "names the row 'planning', which 'rate_parts' does not have"
        ],
    ),
    "a red flag that compares something that is no number": (
        WORKFORCE_FLAGS,
        'raised_when = { test = "above", question = "attrition_annual_pct", threshold = 60',
        'raised_when = { test = "above", question = "attrition_annual_definition", threshold = 60',
        None,
    ),
    "a condition on an unknown question": (
        COMMERCIAL_FLAGS,
        '{ test = "one_of", question = "pricing_kpis_discussed", options = ["not_discussed"] }',
        '{ test = "one_of", question = "kpis_discussed", options = ["not_discussed"] }',
        [
            f"{COMMERCIAL_FLAGS} · priced_without_kpis · "
            "names the question 'kpis_discussed', which does not exist"
        ],
    ),
    "a condition on an unknown option": (
        COMMERCIAL_FLAGS,
        'options = ["per_minute", "per_fte"]',
        'options = ["per_second", "per_fte"]',
        [
            f"{COMMERCIAL_FLAGS} · priced_without_kpis · "
            "names 'per_second', which is no option of 'pricing_model'"
        ],
    ),
    "a condition on an unknown checklist item": (
        FLOOR_FLAGS,
        'question = "leads_named", items = ["team_lead", "qa_lead"]',
        'question = "leads_named", items = ["team_lead", "trainer"]',
        [f"{FLOOR_FLAGS} · leads_not_named · names 'trainer', which is no option of 'leads_named'"],
    ),
    "points that do not sum to 100, by default": (
        "criteria/brand_voice.toml",
        "points = 4",
        "points = 5",
        ["catalogue.toml · default points · the points sum to 101, not to 100"],
    ),
    "points of a profile that do not sum to 100": (
        "profiles.toml",
        "operations_leadership = 9\n",
        "operations_leadership = 9.5\n",
        ["profiles.toml · general · the points sum to 100.5, not to 100"],
    ),
    "a profile that leaves a criterion out": (
        "profiles.toml",
        "operations_leadership = 9\nnamed_leaders = 4\n",
        "operations_leadership = 13\n",
        ["profiles.toml · general · gives no points to 'named_leaders'"],
    ),
    "a profile that names an unknown criterion": (
        "profiles.toml",
        "operations_leadership = 9\n",
        "operations_leadership = 8\ncharm = 1\n",
        ["profiles.toml · general · names the criterion 'charm', which does not exist"],
    ),
    "a profile in which floor management is not the largest group": (
        "profiles.toml",
        # 25 − 9 = 16 for floor management, 17 + 9 = 26 for the commercials.
        "operations_leadership = 9\n",
        "operations_leadership = 0\n",
        None,
    ),
    "a profile that needs an unknown framework": (
        "profiles.toml",
        'compliance_needed = ["hipaa"]',
        'compliance_needed = ["hippa"]',
        ["profiles.toml · healthcare · names the framework 'hippa', which does not exist"],
    ),
    "a red flag without one of its three examples": (
        FLOOR_FLAGS,
        'examples.unknown.answers = { operations_director_met = "named_not_met" }\n',
        "",
        [f"{FLOOR_FLAGS} · operations_director_vague · examples.unknown: is missing"],
    ),
    "an example that answers something else": (
        FLOOR_FLAGS,
        'examples.raised.answers = { operations_director_concrete_on = ["qa_process"] }',
        'examples.raised.answers = { qa_transparency = "everything" }',
        [
            f"{FLOOR_FLAGS} · operations_director_vague · example 'raised' "
            "answers none of the questions that the condition reads"
        ],
    ),
    "an example with an answer that is impossible": (
        WORKFORCE_FLAGS,
        "examples.raised.answers = { attrition_120d_pct = 18.1 }",
        "examples.raised.answers = { attrition_120d_pct = 118.1 }",
        [
            f"{WORKFORCE_FLAGS} · attrition_120d_above_line · example 'raised' holds an "
            "impossible answer: Attrition in the first 120 days: 118.1 % is impossible; "
            "the most possible is 100 %"
        ],
    ),
    "a message with a word that nothing fills": (
        WORKFORCE_FLAGS,
        "the line is $threshold $unit.",
        "the line is $limit $unit.",
        None,
    ),
    "a benchmark beside an unknown question": (
        "benchmarks.toml",
        'question = "ramp_weeks_promised"',
        'question = "ramp_weeks"',
        ["benchmarks.toml · ramp_honest · names the question 'ramp_weeks', which does not exist"],
    ),
    "a benchmark whose range is upside down": (
        "benchmarks.toml",
        "low = 6\nhigh = 10",
        "low = 10\nhigh = 6",
        ["benchmarks.toml · ramp_honest · `low` is above `high`"],
    ),
    "$item in a gate that is not made from the brief": (
        "gates.toml",
        'title = "Loaded rate provided"',
        'title = "Loaded rate provided for $item"',
        ["gates.toml · loaded_rate_provided · '$item' stands only in gates with `for_each`"],
    ),
    "$item in a red flag": (
        COMMERCIAL_FLAGS,
        'items = ["pure_hourly"] }',
        'items = ["$item"] }',
        [
            f"{COMMERCIAL_FLAGS} · pure_hourly_demanded · "
            "'$item' stands only in gates with `for_each`"
        ],
    ),
    "a framework that is no type of document": (
        "frameworks.toml",
        'id = "ccpa_terms"',
        'id = "ccpa"',
        [
            "gates.toml · required_framework · the framework 'ccpa' is no document type "
            "of 'compliance_documents', so nothing could pass"
        ],
    ),
    "an input of the brief that the brief does not have": (
        "brief.toml",
        'field = "escalation_rules"',
        'field = "escalations"',
        ["brief.toml · escalations · names the brief field 'escalations', which does not exist"],
    ),
    "a warning on a field that the brief does not have": (
        "brief.toml",
        'field = "lock_in_months"\ntest',
        'field = "lock_in"\ntest',
        ["brief.toml · template_lock_in · names the brief field 'lock_in', which does not exist"],
    ),
    "a warning at a value that the field cannot hold": (
        "brief.toml",
        'threshold = "hourly"',
        'threshold = "by_the_hour"',
        [
            "brief.toml · template_pure_hourly · "
            "'by_the_hour' is nothing that the brief field 'contract_basis' can hold"
        ],
    ),
    "a warning that compares with a text": (
        "brief.toml",
        'test = "at_least"\nthreshold = 24',
        'test = "at_least"\nthreshold = "24"',
        [
            "brief.toml · template_lock_in · "
            "the test 'at_least' needs a number as threshold, not '24'"
        ],
    ),
    "a field that nobody reads": (
        "groups.toml",
        'short_title = "Floor"',
        'short_title = "Floor"\ncolour = "green"',
        ["groups.toml · floor_management · colour: is not a known field"],
    ),
    "a name of two languages": (
        "languages.toml",
        '"French", ',
        '"French", "German", ',
        ["languages.toml · fr · “German” is a name of 'de' too"],
    ),
    "a part that nobody reads": (
        "frameworks.toml",
        "[[frameworks]]",
        '[[framework]]\nid = "x"\n[[frameworks]]',
        ["frameworks.toml · framework · is not one of frameworks"],
    ),
    "a version that is no date": (
        "catalogue.toml",
        f'version = "{load_catalogue().version}"',
        'version = "autumn"',
        ['catalogue.toml · version · must be a date in quotes, "YYYY-MM-DD"'],
    ),
    "anchors out of order": (
        WORKFORCE,
        "{ performance = 4, value = 100 }, { performance = 10, value = 75 }",
        "{ performance = 10, value = 75 }, { performance = 4, value = 100 }",
        [
            f"{WORKFORCE} · attrition_early · inputs.0.value.points: "
            "anchors must be in rising order of performance, each once"
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_spoilt_place_is_reported_with_file_entry_and_reason(case: str, folder: Path) -> None:
    file, old, new, expected = CASES[case]
    spoil(folder, file, old, new)
    lines = fault_lines(folder)
    if expected is not None:
        assert lines == expected
    else:
        assert any(line.startswith(NAMED_IN_ANY_CASE[case]) for line in lines), lines


# Places whose spoiling necessarily breaks others too: the line that must be among the faults.
NAMED_IN_ANY_CASE = {
    "an id twice in one file": f"{FLOOR} · operations_leadership · the id is there 2 times",
    "an id twice in two files": "questions/brand_voice.toml, questions/tooling_fit.toml · "
    "brand_voice_sample · the id is there 2 times",
    "a red flag that compares something that is no number": f"{WORKFORCE_FLAGS} · "
    "attrition_annual_above_drift · red flag 'attrition_annual_above_drift' names "
    "'attrition_annual_pct', which its condition does not read",
    "a profile in which floor management is not the largest group": "profiles.toml · general · "
    "'floor_management' must be the largest group: it has 16 points, 'commercials' has 17",
    "a message with a word that nothing fills": f"{WORKFORCE_FLAGS} · attrition_120d_above_line · "
    "the message uses '$limit', which is not one of",
}


def test_comparing_a_choice_is_refused_even_where_the_rule_names_it(folder: Path) -> None:
    spoil(
        folder,
        WORKFORCE_FLAGS,
        'reads = "labour_law_compliance"\nraised_when = { test = "any_of", conditions = [\n'
        '  { test = "not_shared", question = "labour_law_compliance" },\n'
        '  { test = "one_of", question = "labour_law_compliance", options = ["vague"] },\n] }',
        'reads = "labour_law_compliance"\nraised_when = { test = "above", '
        'question = "labour_law_compliance", threshold = 1, unit = "x" }',
    )
    assert fault_lines(folder) == [
        f"{WORKFORCE_FLAGS} · vague_on_labour_law · 'labour_law_compliance' is a choice; "
        "the test 'above' reads a number or money"
    ]


def test_a_seventh_critical_red_flag_is_refused(folder: Path) -> None:
    # Four are critical as shipped; three more make seven, one too many.
    for _ in range(3):
        spoil(folder, COMMERCIAL_FLAGS, 'severity = "major"', 'severity = "critical"')
    (line,) = fault_lines(folder)
    assert "7 are critical, 6 at most" in line
    assert "no_loaded_rate_breakdown" in line


def test_six_critical_red_flags_are_allowed(folder: Path) -> None:
    for _ in range(2):
        spoil(folder, COMMERCIAL_FLAGS, 'severity = "major"', 'severity = "critical"')
    assert sum(rule.severity == "critical" for rule in load_catalogue(folder).red_flags) == 6


def test_rules_of_one_family_name_the_same_matter(folder: Path) -> None:
    spoil(folder, "red_flags/capacity_and_ramp.toml", 'matter = "Weeks of ramp promised"\n', "")
    (line,) = fault_lines(folder)
    assert "the family 'ramp_pace' has several rules: give each the same 'matter'" in line


def test_every_fault_is_listed_at_once(folder: Path) -> None:
    spoil(folder, "benchmarks.toml", "low = 6\nhigh = 10", "low = 10\nhigh = 6")
    spoil(folder, "brief.toml", 'field = "escalation_rules"', 'field = "escalations"')
    spoil(folder, "groups.toml", 'short_title = "Floor"', 'short_title = "Floor"\ncolour = "green"')
    assert {line.split(" · ")[0] for line in fault_lines(folder)} == {
        "benchmarks.toml",
        "brief.toml",
        "groups.toml",
    }


def test_an_entry_that_cannot_be_read_is_not_reported_again_where_it_is_named(
    folder: Path,
) -> None:
    # Criteria, red flags and benchmarks name the question; only its own fault is of use.
    spoil(
        folder,
        "questions/workforce_stability.toml",
        'kind = "number"\nunit = "%"\nminimum = 0\nmaximum = 100',
        'kind = "number"\nminimum = 0\nmaximum = 100',
    )
    assert fault_lines(folder) == [
        "questions/workforce_stability.toml · attrition_120d_pct · "
        "question 'attrition_120d_pct': a number needs a unit"
    ]


def test_a_file_that_is_not_toml_is_named_with_the_line(folder: Path) -> None:
    spoil(folder, "questions/tooling_fit.toml", "[[questions]]", "[[questions]")
    (line,) = fault_lines(folder)
    assert line.startswith("questions/tooling_fit.toml · - · not valid TOML: ")
    assert "line 3" in line


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "gates.toml").unlink()
    assert fault_lines(folder) == ["gates.toml · - · the file is missing"]


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "gates.toml").write_bytes(b"\xff\xfe\x00")
    (line,) = fault_lines(folder)
    assert line.startswith("gates.toml · - · the file cannot be read: ")


def test_a_folder_without_a_catalogue_names_what_is_missing_and_nothing_else(
    tmp_path: Path,
) -> None:
    files = ["catalogue", "sources", "groups", "gates"]
    files += ["benchmarks", "profiles", "frameworks", "brief", "elicitation", "commercial"]
    files += ["languages"]
    folders = ("questions", "criteria", "red_flags")
    assert sorted(fault_lines(tmp_path)) == sorted(
        [f"{file}.toml · - · the file is missing" for file in files]
        + [f"{name}/ · - · the folder holds no TOML file" for name in folders]
    )


def test_a_file_for_no_group_is_refused(folder: Path) -> None:
    (folder / "criteria" / "spelling.toml").write_text("", encoding="utf-8")
    assert fault_lines(folder) == [
        "criteria/spelling.toml · - · the file's name must be the id of a group in groups.toml"
    ]
