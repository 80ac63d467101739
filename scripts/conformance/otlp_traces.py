"""Reads a file of traces by OpenTelemetry's own definitions, strictly, and checks what they cannot: names, parents and times.

    otlp_traces.py FILE
"""

import base64
import json
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

STAGES = ["llm-streamer", "tts-workers", "audio-sequencer"]


def by_protobuf(value):
    """OTLP has ids in hexadecimal, where protobuf's JSON has bytes in base64."""
    if isinstance(value, list):
        return [by_protobuf(item) for item in value]
    if not isinstance(value, dict):
        return value
    ids = ("traceId", "spanId", "parentSpanId")
    return {
        name: base64.b64encode(bytes.fromhex(item)).decode() if name in ids else by_protobuf(item)
        for name, item in value.items()
    }


def check(condition, what):
    if not condition:
        sys.exit(f"otlp_traces: {what}")


def check_trace(spans):
    known = {span.span_id for span in spans}
    roots = [span for span in spans if span.parent_span_id not in known]
    check(len(roots) == 1 and roots[0].name == "turn", "a trace has not one turn")
    root = roots[0]
    check(root.kind == Span.SPAN_KIND_SERVER, "a turn is of another kind")
    stages = sorted((span for span in spans if span is not root), key=lambda span: span.start_time_unix_nano)
    check([span.name for span in stages] == STAGES, f"the stages are {[span.name for span in stages]}")
    for span in stages:
        check(span.parent_span_id == root.span_id, "a stage belongs to another turn")
        check(
            root.start_time_unix_nano
            <= span.start_time_unix_nano
            <= span.end_time_unix_nano
            <= root.end_time_unix_nano,
            f"{span.name} is not within its turn",
        )
        for event in span.events:
            check(span.start_time_unix_nano <= event.time_unix_nano <= span.end_time_unix_nano, f"{event.name} is not within {span.name}")
    check(root.status.code in (Status.STATUS_CODE_UNSET, Status.STATUS_CODE_ERROR), "a turn has an odd status")
    return root


def main(path):
    spans = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            request = json_format.ParseDict(by_protobuf(json.loads(line)), ExportTraceServiceRequest())
            for group in request.resource_spans:
                names = {attribute.key: attribute.value.string_value for attribute in group.resource.attributes}
                check(names["service.name"] == "loquat", "the service has another name")
                spans += [span for scope in group.scope_spans for span in scope.spans]
    for span in spans:
        check(len(span.trace_id) == 16 and len(span.span_id) == 8, "an id has another length")
        check(len(span.parent_span_id) in (0, 8), "a parent's id has another length")
    traces = {}
    for span in spans:
        traces.setdefault(span.trace_id, []).append(span)
    roots = [check_trace(trace) for trace in traces.values()]
    outcomes = sorted(
        attribute.value.string_value
        for root in roots
        for attribute in root.attributes
        if attribute.key == "loquat.outcome"
    )
    check(outcomes == ["finished", "finished", "interrupted"], f"the turns have ended otherwise: {outcomes}")
    check(
        "4bf92f3577b34da6a3ce929d0e0e4736" in {span.trace_id.hex() for span in roots},
        "a trace that was begun elsewhere is not gone on with",
    )
    print(f"{len(spans)} spans of {len(roots)} turns are as OpenTelemetry has them")


main(*sys.argv[1:])
