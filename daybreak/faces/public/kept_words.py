"""The registry of what is kept, in words a reader understands: what a row is, what a field holds, since when days run.

The registry itself stands in the models. ``tests/faces/public/test_privacy.py`` fails on a guarded field or a number
of days that has no words here.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

NOUNS = {
    "people.Person": gettext_noop("somebody who takes part"),
    "people.DeskUser": gettext_noop("somebody of the desk"),
    "people.SignInToken": gettext_noop("a way to sign in once"),
    "people.Organisation": gettext_noop("organisation"),
    "pledges.Pledge": gettext_noop("pledge"),
    "pledges.PledgePart": gettext_noop("somebody's part in a pledge"),
    "pledges.Trust": gettext_noop("whose reports are trusted"),
    "pledges.FieldLink": gettext_noop("the link a coordinator reports by"),
    "pledges.ImportDraft": gettext_noop("a list that was brought in and is not yet read"),
    "missions.Mission": gettext_noop("embassy or consulate"),
    "missions.FieldSource": gettext_noop("where a fact about an office comes from"),
    "missions.Correction": gettext_noop("a corrected fact about an office"),
    "missions.Dispute": gettext_noop("a doubt about an office"),
    "campaigns.Campaign": gettext_noop("campaign"),
    "campaigns.Edition": gettext_noop("edition"),
    "campaigns.EditionText": gettext_noop("words of an edition"),
    "campaigns.Statement": gettext_noop("statement"),
    "campaigns.StatementText": gettext_noop("words of a statement"),
    "campaigns.Target": gettext_noop("a door a letter goes to"),
    "campaigns.CityPlan": gettext_noop("a city's plan"),
    "campaigns.Participation": gettext_noop("an organisation's part"),
    "campaigns.Figure": gettext_noop("a number of somebody else"),
    "campaigns.PublicationHold": gettext_noop("a pause in publishing"),
    "campaigns.Thanked": gettext_noop("a line of the thank-you list"),
    "gatherings.Gathering": gettext_noop("gathering"),
    "gatherings.GatheringText": gettext_noop("words of a gathering"),
    "gatherings.Stage": gettext_noop("a stop of a march"),
    "gatherings.Attendance": gettext_noop("how many came"),
    "gatherings.Host": gettext_noop("who hosts a gathering"),
    "gatherings.Permit": gettext_noop("a permit for a gathering"),
    "letters.Letter": gettext_noop("letter"),
    "letters.Copy": gettext_noop("a letter for one door"),
    "deliveries.Delivery": gettext_noop("delivery"),
    "deliveries.FieldReport": gettext_noop("field report"),
    "deliveries.Attempt": gettext_noop("attempt"),
    "places.City": gettext_noop("city"),
    "journal.Entry": gettext_noop("a line of the journal: who changed what, and when"),
    "journal.Seal": gettext_noop("a seal of the journal"),
    "sessions.Session": gettext_noop("a signed-in browser of the desk"),
    "django_tasks_database.DBTaskResult": gettext_noop("work the program does by itself"),
}
"""What one row of a table is."""

FIELDS = {
    "people.Person.name": gettext_noop("name"),
    "people.Person.email": gettext_noop("e-mail address"),
    "people.Person.phone": gettext_noop("telephone number"),
    "people.Person.email_lookup": gettext_noop("a keyed code of the e-mail address"),
    "people.Person.organisation": gettext_noop("the organisation somebody belongs to"),
    "pledges.PledgePart.pledge": gettext_noop("which pledge"),
    "pledges.PledgePart.person": gettext_noop("whose part it is"),
    "pledges.PledgePart.role": gettext_noop("lead, helper or carrier"),
    "pledges.PledgePart.note": gettext_noop("what somebody wrote to us"),
    "pledges.Trust.person": gettext_noop("who is trusted"),
    "pledges.Trust.campaign": gettext_noop("in which campaign"),
    "pledges.Trust.scope": gettext_noop("for how much"),
    "pledges.Trust.target": gettext_noop("for which door"),
    "pledges.Trust.city": gettext_noop("for which city"),
    "pledges.Trust.country": gettext_noop("for which country"),
    "pledges.Trust.given_by": gettext_noop("who gave the trust"),
    "pledges.Trust.until": gettext_noop("until when"),
    "pledges.FieldLink.part": gettext_noop("whose link it is"),
    "pledges.FieldLink.generation": gettext_noop("how often it was renewed"),
    "pledges.FieldLink.made_at": gettext_noop("when it was made"),
    "pledges.FieldLink.expires_at": gettext_noop("when it ends"),
    "pledges.FieldLink.revoked_at": gettext_noop("when it was taken back"),
    "pledges.ImportDraft.content": gettext_noop("the pasted names and addresses"),
    "missions.Dispute.words": gettext_noop("what somebody told us"),
    "campaigns.CityPlan.desk_note": gettext_noop("the desk's note"),
    "gatherings.Gathering.meeting_point": gettext_noop("the meeting point"),
    "gatherings.Permit.gathering": gettext_noop("for which gathering"),
    "gatherings.Permit.state": gettext_noop("how it stands"),
    "gatherings.Permit.authority": gettext_noop("who must allow it"),
    "gatherings.Permit.deadline": gettext_noop("by when"),
    "gatherings.Permit.applied_on": gettext_noop("when it was asked for"),
    "gatherings.Permit.decided_on": gettext_noop("when it was decided"),
    "gatherings.Permit.note": gettext_noop("conditions and contacts"),
    "deliveries.FieldReport.link": gettext_noop("which link it came by"),
    "deliveries.FieldReport.words": gettext_noop("the words that were sent"),
}
"""What a guarded field holds: everything above the public level."""

AFTER_CLOSING = gettext_noop("after the edition has closed")
SINCE = {
    "people.Person": gettext_noop("after the last edition they took part in has closed"),
    "pledges.PledgePart": AFTER_CLOSING,
    "pledges.FieldLink": AFTER_CLOSING,
    "pledges.Trust": gettext_noop("after the trust has ended"),
    "pledges.ImportDraft": gettext_noop("after it was brought in"),
    "campaigns.CityPlan": AFTER_CLOSING,
    "deliveries.FieldReport": AFTER_CLOSING,
    "gatherings.Gathering": gettext_noop("after the gathering"),
    "gatherings.Permit": AFTER_CLOSING,
    "missions.Dispute": gettext_noop("after it was told"),
    "journal.Entry": gettext_noop("after the change; then it says no longer who made it"),
    "people.SignInToken": gettext_noop("after it was made"),
    "sessions.Session": gettext_noop("at most, after signing in"),
    "django_tasks_database.DBTaskResult": gettext_noop("after the work was done"),
}
"""From when the days of a table's lines run, as its noun's ``retention.py`` counts them."""
