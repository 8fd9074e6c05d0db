"""`commplan` and `python -m commplan`; answers --version before anything else is imported."""

import sys


def main() -> None:
    """The entry point of the command."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from commplan import __version__

        sys.stdout.write(f"commplan {__version__}\n")
        return
    from commplan.cli import run

    run(sys.argv[1:])


if __name__ == "__main__":
    main()
