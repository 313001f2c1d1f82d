using System.Text.Json;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Topologies;
using Npgsql;

namespace FChat.Cluster.Tests.Tracing;

/// <summary>One call over two gateways as an OTLP receiver sees it, from the caller's click to the other's device.</summary>
public sealed class TraceTests
{
    private const string Click = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string HttpTrace = "1bf7651916cd43dd8448eb211c80319d";
    private const string ClickSpan = "b7ad6b7169203331";
    // What several wait for together: a trace of its own only where the causes are of several.
    private static readonly string[] Shared = ["deliver", "project", "write rows", "save CallState", "save RoomState", "save UserState"];

    [Fact]
    public async Task A_call_is_one_trace_from_the_click_to_the_other_gateway_and_no_timer_begins_one()
    {
        await using var receiver = await OtlpReceiver.Start();
        await using var cluster = await ManyProcesses.Make(2, 2, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["Ledger:SweepEvery"] = "00:00:01",
            ["Renewal:Lease"] = "00:00:01",
            ["Telemetry:SampleRatio"] = "0",
        });
        await cluster.Start();

        var call = await TalkOverTwoGateways(cluster.Addresses);
        await AskByHttp(cluster.Addresses[0]);
        await receiver.Until(spans => spans.Any(span => span.Name == "connected" && span["fchat.call.id"] == call) && spans.Any(span => span.Name == "tell call_ended") && spans.Any(span => span.Name == "get_rooms"));
        await TimersHaveRun(cluster.ConnectionString);

        var all = receiver.Spans;
        var tree = new TraceTree(all.Where(span => span.Trace == Trace));
        TracePicture.WriteIfWanted(tree);
        AssertTree(tree, call);
        AssertHttp(all);
        AssertRoots(all);
        AssertNothingPersonal(all);
    }

    private static void AssertTree(TraceTree tree, string call)
    {
        Assert.Empty(tree.Orphans(ClickSpan).Select(span => $"{span.Service} {span.Name} has lost its parent"));
        var initiate = tree.Only("initiate_call");
        Assert.Equal((ClickSpan, "fchat-gateway", "ok"), (initiate.Parent, initiate.Service, initiate["fchat.outcome"]));

        // Through the grains of a silo to storage, and to SQL.
        var made = tree.Below(initiate);
        Assert.Contains(made, span => span is { Service: "fchat-silo", Scope: "Microsoft.Orleans.Application" } && span.Name.Contains("ICallGrain/create", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(made, span => span.Name == "save CallState" && tree.Below(span).Any(statement => statement.Scope == "Npgsql"));
        Assert.Contains(made, span => span.Name == "project" && tree.Below(span).Any(statement => statement.Scope == "Npgsql"));

        // To the other gateway, and back in by it.
        Assert.Contains(made, span => span is { Service: "fchat-gateway", Name: "tell call_initiated" });
        Assert.All(tree.Named("join_call"), join => Assert.Equal(("ok", call), (join["fchat.outcome"], join["fchat.call.id"])));
        Assert.Equal(2, tree.Named("join_call").Count);
        Assert.Equal("ok", tree.Only("send_webrtc_signal")["fchat.outcome"]);

        foreach (var part in new[] { "ring", "answer", "connected" })
        {
            Assert.Equal(call, tree.Only(part)["fchat.call.id"]);
        }

        Assert.Equal("Answered", tree.Only("ring")["fchat.outcome"]);
        Assert.Equal("HostEnded", tree.Only("connected")["fchat.outcome"]);
        Assert.True(tree.Only("ring").Start <= tree.Only("answer").Start && tree.Only("answer").End <= tree.Only("connected").End);
    }

    // By the other door the trace stands in the header that HTTP has for it.
    private static void AssertHttp(IReadOnlyList<SeenSpan> all)
    {
        var asked = Assert.Single(all, span => span.Name == "get_rooms");
        Assert.Equal((HttpTrace, ClickSpan, "http", "ok"), (asked.Trace, asked.Parent, asked["fchat.door"], asked["fchat.outcome"]));
        Assert.Contains(all, span => span.Trace == HttpTrace && span is { Service: "fchat-silo", Scope: "Microsoft.Orleans.Application" });
        Assert.Contains(all, span => span.Trace == HttpTrace && span.Scope == "Npgsql");
    }

    private static void AssertRoots(IReadOnlyList<SeenSpan> all)
    {
        var roots = all.Where(span => span.IsRoot).ToList();
        Assert.Empty(roots.Where(span => !Shared.Contains(span.Name)).Select(span => $"{span.Service} {span.Scope} {span.Name}").Distinct());
        Assert.All(roots, span => Assert.NotEmpty(span.Links));
    }

    private static void AssertNothingPersonal(IReadOnlyList<SeenSpan> all)
    {
        Assert.Contains(all, span => span["fchat.user"] is { Length: 16 });
        var telling = from span in all
                      from attribute in span.Attributes
                      where attribute.Value.Contains("alice-of-the-trace", StringComparison.Ordinal) || attribute.Value.Contains("bob-of-the-trace", StringComparison.Ordinal)
                          || attribute.Value.Contains("eyJ", StringComparison.Ordinal) || attribute.Value.Contains("secret payload", StringComparison.Ordinal)
                      select $"{span.Name}: {attribute.Key} = {attribute.Value}";
        Assert.Empty(telling);
    }

    private static async Task<string> TalkOverTwoGateways(IReadOnlyList<Uri> gateways)
    {
        await using var alice = await Talker.Open(gateways[0], "alice-of-the-trace");
        await using var bob = await Talker.Open(gateways[1], "bob-of-the-trace");
        var room = (await alice.Do("create_room", """{"members":["bob-of-the-trace"]}""")).Text("room_id");
        var call = (await alice.Do("initiate_call", $$"""{"room_id":"{{room}}","call_type":"Audio","traceparent":"{{Click}}"}""")).Text("call_session_id")!;
        var rung = await bob.Heard("call_initiated");
        var trace = rung.GetProperty("call").GetProperty("traceparent").GetString();
        await bob.Do("join_call", $$"""{"call_session_id":"{{call}}","traceparent":"{{trace}}"}""");
        await alice.Do("join_call", $$"""{"call_session_id":"{{call}}","traceparent":"{{trace}}"}""");
        await alice.Do("send_webrtc_signal", $$"""
            {"call_session_id":"{{call}}","target_user":"bob-of-the-trace","signal_type":"offer","signal_data":"secret payload","traceparent":"{{trace}}"}
            """.Trim());
        await bob.Heard("webrtc_signal");
        await alice.Do("end_call", $$"""{"call_session_id":"{{call}}","traceparent":"{{trace}}"}""");
        await bob.Heard("call_ended");
        return call;
    }

    private static async Task AskByHttp(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Tokens.For("alice-of-the-trace"));
        http.DefaultRequestHeaders.Add("traceparent", $"00-{HttpTrace}-{ClickSpan}-01");
        using var answer = await http.GetAsync(new Uri("/api/method/f_chat.get_rooms", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode);
    }

    // A silo says that it lives, and asks for overdue calls, by timers: both have done so when the database has heard it twice.
    private static async Task TimersHaveRun(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        for (var seen = new HashSet<string>(); seen.Count < 2; await Clock.Pause(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken))
        {
            await using var command = new NpgsqlCommand("select max(alive_time)::text from cluster_member", connection);
            seen.Add((string)(await command.ExecuteScalarAsync())!);
        }
    }
}
