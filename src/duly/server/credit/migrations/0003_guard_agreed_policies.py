"""What was agreed to stays as it was: a policy that came into force is never edited or deleted."""

from typing import Any

from django.db import migrations, models

_SQLITE = (
    """
    CREATE TRIGGER agreed_policy_is_kept BEFORE UPDATE ON credit_policyversion
    WHEN OLD.stage <> 'draft' AND (
        NEW.toml <> OLD.toml OR NEW.name <> OLD.name OR NEW.version <> OLD.version
        OR NEW.fingerprint <> OLD.fingerprint OR NEW.id <> OLD.id
        OR NEW.activated_at IS NOT OLD.activated_at OR NEW.stage = 'draft'
        OR (OLD.stage = 'retired' AND NEW.stage <> 'retired')
    )
    BEGIN SELECT RAISE(ABORT, 'a policy that came into force is never changed'); END
    """,
    """
    CREATE TRIGGER agreed_policy_is_not_deleted BEFORE DELETE ON credit_policyversion
    WHEN OLD.stage <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'a policy that came into force is never deleted'); END
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION keep_agreed_policy() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            RAISE EXCEPTION 'policies are never truncated';
        ELSIF TG_OP = 'DELETE' THEN
            IF OLD.stage <> 'draft' THEN
                RAISE EXCEPTION 'a policy that came into force is never deleted';
            END IF;
            RETURN OLD;
        ELSIF OLD.stage <> 'draft' AND (
            NEW.toml <> OLD.toml OR NEW.name <> OLD.name OR NEW.version <> OLD.version
            OR NEW.fingerprint <> OLD.fingerprint OR NEW.id <> OLD.id
            OR NEW.activated_at IS DISTINCT FROM OLD.activated_at OR NEW.stage = 'draft'
            OR (OLD.stage = 'retired' AND NEW.stage <> 'retired')
        ) THEN
            RAISE EXCEPTION 'a policy that came into force is never changed';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER agreed_policy_is_kept BEFORE UPDATE OR DELETE ON credit_policyversion
    FOR EACH ROW EXECUTE FUNCTION keep_agreed_policy()
    """,
    """
    CREATE TRIGGER policies_are_not_truncated BEFORE TRUNCATE ON credit_policyversion
    FOR EACH STATEMENT EXECUTE FUNCTION keep_agreed_policy()
    """,
)


def guard(apps: Any, schema_editor: Any) -> None:
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("credit", "0002_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(
                fields=["version"],
                condition=~models.Q(stage="draft"),
                name="one_agreed_policy_a_version",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
