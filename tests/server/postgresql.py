"""Does a PostgreSQL answer at this address, and may we make databases there? Says why not."""

import sys

import psycopg


def complaint(url: str) -> str | None:
    """What stands in the way of testing there, or None."""
    try:
        with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return None if row and row[0] else "the role may not make databases"


if __name__ == "__main__":
    found = complaint(sys.argv[1])
    if found:
        print(found)
        sys.exit(1)
