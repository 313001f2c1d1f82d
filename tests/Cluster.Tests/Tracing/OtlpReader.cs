using System.Globalization;
using Google.Protobuf;

namespace FChat.Cluster.Tests.Tracing;

/// <summary>
/// Reads spans out of an <c>ExportTraceServiceRequest</c> (https://github.com/open-telemetry/opentelemetry-proto, trace/v1/trace.proto):
/// field numbers as they stand there; what is not needed is passed over.
/// </summary>
internal static class OtlpReader
{
    /// <summary>All spans of one request.</summary>
    public static List<SeenSpan> Spans(byte[] request)
    {
        var spans = new List<SeenSpan>();
        foreach (var resourceSpans in Messages(request, 1))
        {
            var service = Messages(resourceSpans, 1).SelectMany(resource => Attributes(resource, 1)).FirstOrDefault(pair => pair.Key == "service.name").Value ?? "";
            foreach (var scopeSpans in Messages(resourceSpans, 2))
            {
                var scope = Messages(scopeSpans, 1).Select(one => Text(one, 1)).FirstOrDefault() ?? "";
                spans.AddRange(Messages(scopeSpans, 2).Select(span => Span(service, scope, span)));
            }
        }

        return spans;
    }

    private static SeenSpan Span(string service, string scope, byte[] span) => new(
        service,
        scope,
        Hex(span, 1),
        Hex(span, 2),
        Hex(span, 4),
        Text(span, 5),
        Fixed(span, 7),
        Fixed(span, 8),
        Attributes(span, 9).ToDictionary(),
        [.. Messages(span, 13).Select(link => Hex(link, 1))]);

    private static IEnumerable<KeyValuePair<string, string>> Attributes(byte[] message, int field) =>
        Messages(message, field).Select(pair => KeyValuePair.Create(Text(pair, 1), Messages(pair, 2).Select(Value).FirstOrDefault() ?? ""));

    // AnyValue: text, bool or whole number; others are of no interest here.
    private static string Value(byte[] value)
    {
        foreach (var (number, input) in Fields(value))
        {
            switch (number)
            {
                case 1: return input.ReadString();
                case 2: return input.ReadBool() ? "true" : "false";
                case 3: return input.ReadInt64().ToString(CultureInfo.InvariantCulture);
            }
        }

        return "";
    }

    private static IEnumerable<byte[]> Messages(byte[] message, int field)
    {
        foreach (var (number, input) in Fields(message))
        {
            if (number == field)
            {
                yield return input.ReadBytes().ToByteArray();
            }
        }
    }

    private static string Text(byte[] message, int field) =>
        Fields(message).Where(found => found.Number == field).Select(found => found.Input.ReadString()).FirstOrDefault() ?? "";

    private static string Hex(byte[] message, int field) =>
        Fields(message).Where(found => found.Number == field).Select(found => Convert.ToHexStringLower(found.Input.ReadBytes().Span)).FirstOrDefault() ?? "";

    private static ulong Fixed(byte[] message, int field) =>
        Fields(message).Where(found => found.Number == field).Select(found => found.Input.ReadFixed64()).FirstOrDefault();

    // Each field in turn; whoever does not read it has it passed over.
    private static IEnumerable<(int Number, CodedInputStream Input)> Fields(byte[] message)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            var before = input.Position;
            yield return (WireFormat.GetTagFieldNumber(tag), input);
            if (input.Position == before)
            {
                input.SkipLastField();
            }
        }
    }
}
