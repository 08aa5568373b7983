"""Where do the pages of the book stand: overview, portfolio, customers, invoices?"""

from django.urls import URLPattern, path

from duly.server.web.pages.customer import acts
from duly.server.web.pages.customer.advice import advice
from duly.server.web.pages.customer.page import customer
from duly.server.web.pages.customers import customers
from duly.server.web.pages.invoice.page import invoice
from duly.server.web.pages.invoices import invoices
from duly.server.web.pages.overview.day_state import run_today
from duly.server.web.pages.overview.page import overview
from duly.server.web.pages.portfolio.ageing import portfolio
from duly.server.web.pages.portfolio.concentration import concentration
from duly.server.web.pages.portfolio.grades import grades
from duly.server.web.pages.portfolio.metrics import metrics
from duly.server.web.pages.saved_views import forget_view, save_view

urlpatterns: list[URLPattern] = [
    path("", overview, name="overview"),
    path("days/run", run_today, name="run_today"),
    path("portfolio", portfolio, name="portfolio"),
    path("portfolio/concentration", concentration, name="portfolio_concentration"),
    path("portfolio/grades", grades, name="portfolio_grades"),
    path("portfolio/metrics", metrics, name="portfolio_metrics"),
    path("customers", customers, name="customers"),
    path("customers/<int:pk>", customer, name="customer"),
    path("customers/<int:pk>/advice", advice, name="customer_advice"),
    path("customers/<int:pk>/promise", acts.promise, name="customer_promise"),
    path("customers/<int:pk>/dispute", acts.dispute, name="customer_dispute"),
    path("customers/<int:pk>/contact", acts.contact, name="customer_contact"),
    path("disputes/<int:pk>/close", acts.settle, name="dispute_close"),
    path("contacts/<int:pk>/remove", acts.contact_gone, name="contact_remove"),
    path("invoices", invoices, name="invoices"),
    path("invoices/<int:pk>", invoice, name="invoice"),
    path("views/save", save_view, name="save_view"),
    path("views/forget", forget_view, name="forget_view"),
]
