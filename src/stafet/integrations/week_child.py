"""The process in which an uploaded timetable is tried. Started by ``week_reading``."""

from stafet.integrations.week_reading import try_to_read

if __name__ == "__main__":
    try_to_read()
