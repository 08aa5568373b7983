"""Where do the pages of daily work and of settings stand?"""

from django.urls import URLPattern, path

from duly.server.web.exports import export
from duly.server.web.pages import (
    approvals,
    audit,
    calendars,
    desk_settings,
    entities,
    jobs,
    policies,
    search,
    tokens,
    users,
)
from duly.server.web.pages.forecast import model_card
from duly.server.web.pages.forecast import page as forecast_page
from duly.server.web.pages.imports import listing, steps
from duly.server.web.pages.worklist import acts, page, pane

urlpatterns: list[URLPattern] = [
    path("worklist", page.worklist, name="worklist"),
    path("worklist/many", acts.give_or_put_off_many, name="work_many"),
    path("worklist/<int:pk>", pane.pane, name="work_pane"),
    path("worklist/<int:pk>/log", acts.log, name="work_log"),
    path("worklist/<int:pk>/put-off", acts.put_off, name="work_put_off"),
    path("worklist/<int:pk>/take-back", acts.take_back, name="work_take_back"),
    path("worklist/<int:pk>/assign", acts.give, name="work_give"),
    path("forecast", forecast_page.forecast, name="forecast"),
    path("forecast/model", model_card.model_card, name="forecast_model"),
    path("imports", listing.imports, name="imports"),
    path("imports/upload", listing.upload_import, name="import_upload"),
    path("imports/<int:number>", steps.import_shown, name="import_shown"),
    path("imports/<int:number>/map", steps.map_import, name="import_map"),
    path("imports/<int:number>/commit", steps.commit_import, name="import_commit"),
    path("imports/<int:number>/dismiss", steps.dismiss_import, name="import_dismiss"),
    path("imports/<int:number>/undo", steps.undo_import, name="import_undo"),
    path("imports/<int:number>/findings", steps.import_findings, name="import_findings"),
    path("search", search.search_page, name="search"),
    path("export/<slug:name>.<slug:form>", export, name="export"),
    path("jobs/<int:number>", jobs.job, name="job"),
    path("audit", audit.audit, name="audit"),
    path("audit/check", audit.check_chain, name="audit_check"),
    path("policies", policies.policies, name="policies"),
    path("policies/new", policies.new_policy, name="policy_new"),
    path("policies/shipped", policies.shipped_policy, name="policy_shipped"),
    path("policies/<int:number>", policies.policy, name="policy"),
    path("policies/<int:number>/save", policies.save_policy, name="policy_save"),
    path("policies/<int:number>/discard", policies.discard_policy, name="policy_discard"),
    path("policies/<int:number>/compare", policies.compare_policy, name="policy_compare"),
    path("policies/<int:number>/ask", policies.ask_policy, name="policy_ask"),
    path("policies/<int:number>/take-back", policies.take_back_policy, name="policy_take_back"),
    path("approvals", approvals.approvals, name="approvals"),
    path("approvals/<int:number>", approvals.decide_approval, name="approval_decide"),
    path("settings", desk_settings.settings, name="settings"),
    path("settings/users", users.users, name="users"),
    path("settings/users/invite", users.invite_user, name="user_invite"),
    path("settings/users/<int:number>", users.user, name="user"),
    path("settings/users/<int:number>/change", users.change_user, name="user_change"),
    path("settings/entities", entities.entities, name="entities"),
    path("settings/entities/<int:number>", entities.entity, name="entity"),
    path("settings/entities/<int:number>/save", entities.save_entity, name="entity_save"),
    path("settings/calendars", calendars.calendars, name="calendars"),
    path("settings/calendars/close", calendars.close, name="days_close"),
    path("settings/calendars/<int:number>/reopen", calendars.reopen, name="days_reopen"),
    path("settings/tokens", tokens.tokens, name="tokens"),
    path("settings/tokens/new", tokens.new_token, name="token_new"),
    path("settings/tokens/<int:number>/revoke", tokens.revoke, name="token_revoke"),
]
