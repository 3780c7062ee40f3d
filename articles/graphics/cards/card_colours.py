"""Light colours of the design, as in static/css/longwave.css."""

PAPER, RULE = "#f4f6f2", "#cdd5ce"
INK, INK_2, INK_3 = "#15201d", "#43504c", "#57645f"
NEEDLE = "#b52c16"
CHANNELS = {"p": INK_3, "c": "#0b646b", "f": "#865600", "g": "#74438a"}
