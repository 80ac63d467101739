"""Reads a scrape in OpenMetrics by Prometheus' own client, which is strict, and counts its exemplars.

    openmetrics.py FILE
"""

import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families


def main(path):
    with open(path, encoding="utf-8") as file:
        families = list(text_string_to_metric_families(file.read()))
    names = {family.name for family in families}
    for name in ("loquat_turns", "loquat_first_sound_seconds", "loquat_health", "loquat_spans"):
        if name not in names:
            sys.exit(f"openmetrics: there is no {name}")
    exemplars = [sample.exemplar for family in families for sample in family.samples if sample.exemplar]
    if not exemplars or any(set(exemplar.labels) != {"trace_id"} for exemplar in exemplars):
        sys.exit(f"openmetrics: the exemplars are {exemplars}")
    print(f"{len(families)} metrics with {len(exemplars)} exemplars are as OpenMetrics has them")


main(*sys.argv[1:])
