-- A few features per account, as one would write them by hand: what is open and overdue, how late
-- the last year's invoices were paid, what was bought. Filled in by assessment.py: {book}.
WITH day AS (SELECT max(issued_on) AS as_of FROM '{book}/invoices.parquet'),
applied AS (
  SELECT invoice_id, sum(amount_units) AS units, max(allocated_on) AS paid_on
  FROM '{book}/allocations.parquet', day
  WHERE allocated_on <= as_of
  GROUP BY invoice_id
),
items AS (
  SELECT
    account_id, amount_units, issued_on, due_on, paid_on, as_of,
    amount_units - coalesce(units, 0) AS open_units
  FROM '{book}/invoices.parquet' CROSS JOIN day LEFT JOIN applied USING (invoice_id)
  WHERE issued_on <= as_of AND amount_units > 0
)
SELECT
  account_id,
  sum(open_units) AS open_units,
  sum(open_units) FILTER (WHERE due_on < as_of) AS overdue_units,
  max(as_of - due_on) FILTER (WHERE open_units > 0) AS oldest_days,
  count(*) FILTER (WHERE open_units = 0 AND paid_on > as_of - 365) AS paid_count,
  avg(greatest(paid_on - due_on, 0)) FILTER (WHERE open_units = 0 AND paid_on > as_of - 365)
    AS mean_days_late,
  median(paid_on - due_on) FILTER (WHERE open_units = 0 AND paid_on > as_of - 365)
    AS median_days_late,
  sum(amount_units) FILTER (WHERE issued_on > as_of - 365) AS bought_units
FROM items
GROUP BY account_id
