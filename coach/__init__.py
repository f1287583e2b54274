"""Practise spoken machine-learning interview answers; everything stays on this machine."""

from coach.telemetry import switch_off_telemetry

__version__ = "0.1.0"

# The one thing that happens on import: whatever door a library is loaded through later, it finds its switch off.
switch_off_telemetry()
