-- Ageing per account and currency as one would write it by hand: the rows of duly's `ageing`.
-- Filled in by ageing.py: {book} the folder, {as_of} the day.
WITH applied AS (
  SELECT invoice_id, sum(amount_units) AS units
  FROM '{book}/allocations.parquet'
  WHERE allocated_on <= DATE '{as_of}'
  GROUP BY invoice_id
),
used AS (
  SELECT credit_note_id, sum(amount_units) AS units
  FROM '{book}/allocations.parquet'
  WHERE allocated_on <= DATE '{as_of}' AND credit_note_id IS NOT NULL
  GROUP BY credit_note_id
),
disputed AS (
  SELECT invoice_id, sum(amount_units) AS units, bool_or(amount_units IS NULL) AS is_whole
  FROM '{book}/disputes.parquet'
  WHERE opened_on <= DATE '{as_of}' AND (closed_on IS NULL OR closed_on > DATE '{as_of}')
  GROUP BY invoice_id
),
open AS (
  SELECT
    invoice_id, account_id, currency, DATE '{as_of}' - due_on AS days,
    amount_units - coalesce(applied.units, 0) + coalesce(used.units, 0) AS units
  FROM '{book}/invoices.parquet'
  LEFT JOIN applied USING (invoice_id)
  LEFT JOIN used ON credit_note_id = invoice_id
  WHERE issued_on <= DATE '{as_of}'
    AND (written_off_on IS NULL OR written_off_on > DATE '{as_of}')
    AND amount_units - coalesce(applied.units, 0) + coalesce(used.units, 0) <> 0
),
aged AS (
  SELECT
    account_id, currency, open.units AS units,
    CASE
      WHEN open.units < 0 THEN 6
      WHEN days <= 0 THEN 0
      WHEN days <= 30 THEN 1
      WHEN days <= 60 THEN 2
      WHEN days <= 90 THEN 3
      WHEN days <= 120 THEN 4
      ELSE 5
    END AS bucket_no,
    CASE WHEN is_whole THEN greatest(open.units, 0)
         ELSE least(coalesce(disputed.units, 0), greatest(open.units, 0)) END AS disputed_units
  FROM open LEFT JOIN disputed USING (invoice_id)
),
spent AS (
  SELECT payment_id, sum(amount_units) AS units
  FROM '{book}/allocations.parquet'
  WHERE allocated_on <= DATE '{as_of}' AND payment_id IS NOT NULL
  GROUP BY payment_id
),
unapplied AS (
  SELECT account_id, currency, amount_units - coalesce(units, 0) AS units
  FROM '{book}/payments.parquet' LEFT JOIN spent USING (payment_id)
  WHERE received_on <= DATE '{as_of}' AND amount_units <> coalesce(units, 0)
)
SELECT
  account_id, currency, bucket_no,
  (['current', '1-30', '31-60', '61-90', '91-120', '121+', 'credits'])[bucket_no + 1] AS bucket,
  count(*) AS items,
  CAST(sum(units) AS BIGINT) AS open_units,
  CAST(sum(disputed_units) AS BIGINT) AS disputed_units
FROM aged
GROUP BY account_id, currency, bucket_no
UNION ALL
SELECT account_id, currency, 7, 'unapplied', count(*), CAST(-sum(units) AS BIGINT), 0
FROM unapplied
GROUP BY account_id, currency
