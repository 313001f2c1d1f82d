using System.Text.Json;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Tracing;

/// <summary>What a program in Production prints.</summary>
public sealed class JsonLogTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Outside_Development_each_line_is_a_JSON_object_and_names_the_trace_that_it_belongs_to()
    {
        await using var receiver = await OtlpReceiver.Start();
        await using var cluster = await ManyProcesses.Make(1, 1, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        await cluster.Start();
        await using var alice = await Talker.Open(cluster.Addresses[0], "alice");
        await cluster.Silos[0].Kill();

        // Nobody answers: the gateway warns of it, within the operation's span.
        var code = await alice.Try("get_rooms", $$"""{"traceparent":"00-{{Trace}}-b7ad6b7169203331-01"}""");

        Assert.Equal("unavailable", code);
        await cluster.Gateways[0].Stop();
        var lines = cluster.LinesOf(cluster.Gateways[0]).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var warning = Assert.Single(lines, line => line.GetProperty("Message").GetString()!.StartsWith("get_rooms got no answer", StringComparison.Ordinal));
        Assert.Equal("Warning", warning.GetProperty("LogLevel").GetString());
        Assert.EndsWith("Z", warning.GetProperty("Timestamp").GetString());
        Assert.Contains(warning.GetProperty("Scopes").EnumerateArray(), scope => scope.TryGetProperty("TraceId", out var id) && id.GetString() == Trace);
    }
}
