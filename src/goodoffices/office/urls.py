"""The table of addresses. Each view has a door.

What belongs to one's own account comes from allauth.
"""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from goodoffices.office.agreement import board_pages as agreement_board
from goodoffices.office.agreement import drafting_pages as agreement_drafting
from goodoffices.office.agreement import file_pages as agreement_files
from goodoffices.office.agreement import pages as agreement
from goodoffices.office.agreement import place_pages as agreement_places
from goodoffices.office.analyses import bench, package_pages
from goodoffices.office.analyses import pages as analyses
from goodoffices.office.answers import pages as answers
from goodoffices.office.beginning import pages as beginning
from goodoffices.office.cases import (
    building,
    change_pages,
    digest_page,
    entrance,
    ground_rules_pages,
    words_pages,
)
from goodoffices.office.cases import closing_pages as closing
from goodoffices.office.cases import pages as cases
from goodoffices.office.cases import withdrawal_pages as withdrawal
from goodoffices.office.drafts import pages as drafts
from goodoffices.office.feeds import pages as feeds
from goodoffices.office.files import pages as files
from goodoffices.office.fonts import pages as fonts
from goodoffices.office.help import pages as help_pages
from goodoffices.office.items import pages as items
from goodoffices.office.mandate import pages as mandate
from goodoffices.office.monitoring import pages as incidents
from goodoffices.office.notes import pages as notes
from goodoffices.office.people import entrance as invitations
from goodoffices.office.people import language_pages, own
from goodoffices.office.people import pages as people
from goodoffices.office.positions import pages as positions
from goodoffices.office.preferences import estimates, questions
from goodoffices.office.preferences import pages as preferences
from goodoffices.office.record import pages as record
from goodoffices.office.releases import pages as releases
from goodoffices.office.search import pages as search
from goodoffices.office.statements import pages as statements
from goodoffices.office.statements import public_pages as public_statements
from goodoffices.office.talks import pages as rounds
from goodoffices.office.talks import timeline_pages as timeline
from goodoffices.office.texts import file_pages as text_files
from goodoffices.office.texts import history_pages as text_history
from goodoffices.office.texts import mirror_pages as text_mirrored
from goodoffices.office.texts import pages as texts
from goodoffices.office.texts import typing_pages as text_typing
from goodoffices.office.texts import weighing_pages as text_weighing
from goodoffices.office.visits import pages as visits

in_case = [
    path("", cases.case, name="case"),
    path("export/", cases.export, name="export"),
    path("told/", cases.told, name="told"),
    path("seen/", visits.seen, name="seen"),
    path("digest/", digest_page.digest, name="digest"),
    path("answers/", answers.answers, name="answers"),
    path("answers/ask/<str:rule>/", answers.ask, name="ask"),
    path("answers/seat/", answers.open_seat, name="open_seat"),
    path("answers/announce/", answers.announce_again, name="announce_again"),
    path("answers/assess/", answers.assess, name="assess"),
    path("answers/give/", answers.give_answer, name="give_answer"),
    path("feed/", feeds.feed, name="feed"),
    path("feed/allow/", feeds.set_feeds, name="set_feeds"),
    path("people/", people.case_people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/revoke/", people.revoke, name="revoke"),
    path("people/side/", people.add_side, name="add_side"),
    path("people/end/", people.end_membership, name="end_membership"),
    path("people/leave-now/", people.leave_now, name="leave_now"),
    path("people/unlock/", people.unlock, name="unlock"),
    path("people/withdraw/", withdrawal.withdraw, name="withdraw"),
    path("people/clear-away/", withdrawal.clear_away, name="clear_away"),
    path("resume/", withdrawal.resume, name="resume"),
    path("settings/", closing.case_settings, name="case_settings"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("weigh/", bench.weigh, name="weigh"),
    path("release/question/", releases.release_question, name="release_question"),
    path("questions/", questions.questions, name="questions"),
    path("questions/summary/", questions.summary, name="summary"),
    path("estimates/begin/", estimates.begin_estimate, name="begin_estimate"),
    path("estimates/of/<uuid:paper>/", estimates.estimate, name="estimate"),
    path("estimates/<uuid:paper>/", questions.estimate_questions, name="estimate_questions"),
    path("estimates/<uuid:paper>/summary/", questions.estimate_summary, name="estimate_summary"),
    path("build/", building.build, name="build"),
    path("build/words/", words_pages.case_words, name="case_words"),
    path("build/ground-rules/", ground_rules_pages.ground_rules, name="ground_rules"),
    path("build/put/", building.put_case, name="put_case"),
    path("change/", change_pages.change, name="change"),
    path("change/case.yaml", change_pages.change_file, name="change_file"),
    path("change/<uuid:once>/statement.json", change_pages.consent_file, name="consent_file"),
    path("mandate/", mandate.mandate, name="mandate"),
    path("notes/", notes.notes, name="notes"),
    path("notes/delete/", notes.delete_note, name="delete_note"),
    path("estimates/", estimates.estimates, name="estimates"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("report/", analyses.report, name="report"),
    path("report/ask/", analyses.ask_for_analysis, name="ask_for_analysis"),
    path("report/cancel/", analyses.cancel_analysis, name="cancel_analysis"),
    path("report/hours/", analyses.analysis_hours, name="analysis_hours"),
    path("report/whole/<uuid:paper>/", analyses.report_whole, name="report_whole"),
    path("report/<str:section>/", analyses.report_section, name="report_section"),
    path("report/file/<str:name>", analyses.report_file, name="report_file"),
    path("frontier/", package_pages.frontier, name="frontier"),
    path("compare/", package_pages.compare, name="compare"),
    path("bench/", package_pages.bench, name="bench"),
    path("beginning/", beginning.beginning, name="beginning"),
    path("beginning/contact/", beginning.enter_contact, name="enter_contact"),
    path("beginning/disclosure/", beginning.put_disclosure, name="put_disclosure"),
    path("beginning/agreement/", beginning.put_agreement, name="put_agreement"),
    path("beginning/answer/", beginning.answer_terms, name="answer_terms"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/enter/", rounds.enter_round, name="enter_round"),
    path("rounds/tell/", rounds.tell_of_round, name="tell_of_round"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/talks.ics", timeline.calendar, name="calendar"),
    path("timeline/enter/<str:what>/", timeline.enter_thing, name="enter_thing"),
    path("timeline/tell/", timeline.tell_of_thing, name="tell_of_thing"),
    path("timeline/done/", timeline.step_done, name="step_done"),
    path("timeline/mend/<str:kind>/<str:thing>/", timeline.mend, name="mend"),
    path("items/", items.items, name="items"),
    path("items/allow/", items.allow_item, name="allow_item"),
    path("items/carry/", items.carry_item, name="carry_item"),
    path("items/answer/", items.answer_item, name="answer_item"),
    path("positions/", positions.positions, name="positions"),
    path("texts/", texts.texts, name="texts"),
    path("texts/<str:text>/", texts.text, name="text"),
    path("texts/<str:text>/changes/", texts.text_changes, name="text_changes"),
    path("texts/<str:text>/hand-out/", texts.hand_out, name="hand_out"),
    path("texts/<str:text>/criticise/", texts.criticise, name="criticise"),
    path(
        "texts/<str:text>/type/<int:version>/<int:start>/<int:count>/",
        text_typing.type_text,
        name="type_text",
    ),
    path("texts/<str:text>/undo/", text_typing.undo_typing, name="undo_typing"),
    path("texts/<str:text>/make/", text_typing.make_version, name="make_version"),
    path("texts/<str:text>/back/", text_typing.go_back, name="go_back"),
    path("texts/<str:text>/from/<int:block>/", text_history.text_origin, name="text_origin"),
    path("texts/<str:text>/agreed/", text_history.text_agreed, name="text_agreed"),
    path("texts/<str:text>/agreed/drop/", text_history.drop_agreed, name="drop_agreed"),
    path("texts/<str:text>/beside/", text_mirrored.text_beside, name="text_beside"),
    path("texts/<str:text>/weighed/", text_weighing.text_weighed, name="text_weighed"),
    path("texts/<str:text>/version/<int:number>/", text_files.text_file, name="text_file"),
    path(
        "texts/<str:text>/version/<int:number>/<str:ending>/",
        text_files.text_document,
        name="text_document",
    ),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/sign/<str:part>/", agreement.sign_agreement, name="sign_agreement"),
    path(
        "agreement/sign/<str:part>/<uuid:once>/statement.json",
        agreement.signature_file,
        name="signature_file",
    ),
    path("agreement/happened/", agreement.agreement_event, name="agreement_event"),
    path("agreement/elsewhere/", agreement.agreement_paper, name="agreement_paper"),
    path("agreement/draft/", agreement_drafting.agreement_draft, name="agreement_draft"),
    path("agreement/draft/term/", agreement_drafting.agreement_term, name="agreement_term"),
    path(
        "agreement/draft/term/remove/",
        agreement_drafting.remove_agreement_term,
        name="remove_agreement_term",
    ),
    path(
        "agreement/draft/clock/", agreement_drafting.set_agreement_clock, name="set_agreement_clock"
    ),
    path(
        "agreement/draft/earlier/",
        agreement_drafting.draft_from_earlier,
        name="draft_from_earlier",
    ),
    path("agreement/draft/file/", agreement_drafting.agreement_source, name="agreement_source"),
    path(
        "agreement/draft/agreement.yaml",
        agreement_drafting.agreement_draft_file,
        name="agreement_draft_file",
    ),
    path("agreement/draft/text/", agreement_drafting.text_of_terms, name="text_of_terms"),
    path(
        "agreement/draft/check/",
        agreement_drafting.agreement_text_check,
        name="agreement_text_check",
    ),
    path("agreement/draft/places/", agreement_places.draft_places, name="draft_places"),
    path("agreement/places/", agreement_places.agreement_places, name="agreement_places"),
    path("agreement/draft/put/", agreement_drafting.put_terms, name="put_terms"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/report/", incidents.report_incident, name="report_incident"),
    path("incidents/day/", incidents.incident_day, name="incident_day"),
    path("incidents/day/day.csv", incidents.incident_table, name="incident_table"),
    path("incidents/of/<str:incident>/", incidents.incident, name="incident"),
    path(
        "incidents/of/<str:incident>/publish/", incidents.publish_incident, name="publish_incident"
    ),
    path(
        "incidents/of/<str:incident>/inquire/", incidents.inquire_incident, name="inquire_incident"
    ),
    path("incidents/of/<str:incident>/answer/", incidents.answer_incident, name="answer_incident"),
    path("incidents/of/<str:incident>/find/", incidents.find_incident, name="find_incident"),
    path("incidents/of/<str:incident>/join/", incidents.join_incidents, name="join_incidents"),
    path("incidents/of/<str:incident>/part/", incidents.part_incidents, name="part_incidents"),
    path("agreement/status.json", agreement_files.agreement_status, name="agreement_status"),
    path("agreement/agreement.ics", agreement_files.agreement_days, name="agreement_days"),
    path(
        "agreement/<int:version>/agreement.yaml",
        agreement_files.agreement_terms,
        name="agreement_terms",
    ),
    path(
        "agreement/<int:version>/<str:part>/text.<str:ending>",
        agreement_files.agreement_document,
        name="agreement_document",
    ),
    path("board/", agreement_board.board, name="board"),
    path("board/brief/", agreement_board.board_brief, name="board_brief"),
    path("board/board.csv", agreement_board.board_table, name="board_table"),
    path("board/of/<str:key>/", agreement_board.stipulation, name="stipulation"),
    path("board/of/<str:key>/<str:day>/", agreement_board.stipulation, name="occurrence"),
    path("statements/", statements.statements, name="statements"),
    path("statements/new/", statements.new_statement, name="new_statement"),
    path("statements/take-back/", statements.take_back_statement, name="take_back_statement"),
    path("statements/lines/", statements.lines, name="lines"),
    path("statements/lines/answer/", statements.answer_lines, name="answer_lines"),
    path("statements/<str:call>/answer/", statements.answer_statement, name="answer_statement"),
    path(
        "statements/<str:call>/answer/<uuid:once>/statement.json",
        statements.approval_file,
        name="approval_file",
    ),
    path(
        "statements/<str:statement>/folder/",
        statements.statement_folder,
        name="statement_folder",
    ),
    path("files/", files.files, name="files"),
    path("files/delete/", files.delete_file, name="delete_file"),
    path("files/<uuid:file>/", files.file, name="file"),
    path("files/<uuid:file>/content", files.file_content, name="file_content"),
    path("search/", search.search, name="search"),
    path("release/", releases.release, name="release"),
    path("released/", releases.released, name="released"),
    path("record/", record.record, name="record"),
    path("record/log/<str:label>", record.record_file, name="record_file"),
    path("record/checkpoint/<str:label>", record.record_checkpoint, name="record_checkpoint"),
    path("record/approval/<str:label>/", record.record_approval, name="record_approval"),
    path("record/code/<str:label>", record.record_code, name="record_code"),
    path("record/readers/<str:label>/<int:number>/", record.entry_readers, name="entry_readers"),
    path("record/person/<uuid:membership>/", record.person_knew, name="person_knew"),
    path("record/verifier", record.record_verifier, name="record_verifier"),
]

#: Of allauth's addresses those that this office has: no sign-up, no mail.
own_account = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("healthz", entrance.healthz, name="healthz"),
    path("static/fonts/<str:name>", fonts.font_file, name="font_file"),
    path("help/", help_pages.help_page, name="help"),
    path("help/design/", help_pages.design, name="design"),
    path("help/images/<str:name>", help_pages.help_picture, name="help_picture"),
    path("help/<path:name>", help_pages.help_page, name="help_page"),
    path("", entrance.cases, name="cases"),
    path("you/", own.you, name="you"),
    path("you/reminders/", own.reminders, name="reminders"),
    path("you/erase/", own.erase, name="erase"),
    path("you/welcome/", own.welcome, name="welcome"),
    path("you/sessions/", own.sessions, name="sessions"),
    path("you/my-data.json", own.own_data, name="own_data"),
    path("cases/new/", entrance.new_case, name="new_case"),
    path("cases/new/sheet.csv", entrance.empty_sheet, name="empty_sheet"),
    path("cases/<uuid:case_id>/", include(in_case)),
    path("language/", language_pages.language, name="language"),
    path("left/", invitations.left, name="left"),
    path("erased/", invitations.erased, name="erased"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>", invitations.invitation_link, name="invitation_link"),
    path("calendars/<str:token>/talks.ics", feeds.fetch, name="fetch_feed"),
    path("statements/<str:secret>/", public_statements.public_statement, name="public_statement"),
    path("statements/<str:secret>/<str:name>", public_statements.public_file, name="public_file"),
    path("demonstration/<str:token>", invitations.demonstration, name="demonstration"),
    path("accounts/", include(own_account)),
]
handler404 = "goodoffices.office.pages.faults.not_found"
handler500 = "goodoffices.office.pages.faults.failed"
handler400 = "goodoffices.office.pages.faults.not_understood"
handler403 = "goodoffices.office.pages.faults.refused"
