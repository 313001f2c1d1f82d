using System.Diagnostics;
using FChat.Calls;
using FChat.Gateway.Audit;
using FChat.Gateway.Operations;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Telemetry;

namespace FChat.Gateway.Tests.Security;

/// <summary>What is written down of the acts of operators, hosts and owners.</summary>
public sealed class AuditTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private static readonly string TraceParent = $"00-{Trace}-b7ad6b7169203331-01";

    [Fact]
    public void Every_operation_of_operators_and_every_act_over_others_is_audited() => Assert.Equal(
        [
            "end_call", "remove_participant", "mute_participant", "set_media_role", "cleanup_stale_users", "add_room_member", "remove_room_member",
            "get_call_statistics", "get_active_calls", "force_end_call", "get_call_events", "replay_webhook",
        ],
        OperationTable.All.Where(AuditedActs.Has).Select(operation => operation.Name));

    [Fact]
    public async Task Who_did_what_to_whom_stands_there_with_its_outcome_and_trace_through_every_door()
    {
        await using var gateway = await TestGateway.Start();
        await using var doors = await ThreeDoors.Open(gateway, "alice", "ops");

        await doors.Ask("mute_participant", $$"""{"call_session_id":"{{Samples.Call}}","user":"bob@example.org","traceparent":"{{TraceParent}}"}""");
        await doors.Ask("cleanup_stale_users", $$"""{"traceparent":"{{TraceParent}}"}""");
        await doors.Ask("get_rooms", "{}");

        Assert.Equal(
            [
                .. Enumerable.Repeat($"mute_participant by {Hash("alice")} (operator: True) to call {Samples.Call} user {Hash("bob@example.org")}: done", 3),
                .. Enumerable.Repeat($"cleanup_stale_users by {Hash("alice")} (operator: True) to -: done", 3),
            ],
            Lines(gateway).Select(line => line.Split(", trace ")[0]));
        Assert.DoesNotContain(Lines(gateway), line => line.Contains("alice", StringComparison.Ordinal) || line.Contains("bob", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("force_end_call", """{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0"}""", "to call 01JABCDEFGHJKMNPQRSTVWXYZ0: forbidden")]
    [InlineData("force_end_call", "{}", "to -: forbidden")]
    [InlineData("get_active_calls", """{"page":"many"}""", "to -: forbidden")]
    [InlineData("get_call_events", """{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0"}""", "to call 01JABCDEFGHJKMNPQRSTVWXYZ0: forbidden")]
    [InlineData("replay_webhook", """{"endpoint":"billing\nend_call by bob","position":1}""", "to webhook billingend_call by bob: forbidden")]
    [InlineData("end_call", """{"call_session_id":5}""", "to -: invalid_argument")]
    [InlineData("remove_participant", """{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0","user":""}""", "to call 01JABCDEFGHJKMNPQRSTVWXYZ0: invalid_argument")]
    [InlineData("end_call", """{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0"}""", "to call 01JABCDEFGHJKMNPQRSTVWXYZ0: forbidden")]
    public async Task A_refused_attempt_stands_there_too(string operation, string argument, string expected)
    {
        await using var gateway = await TestGateway.Start(("Telemetry:ShowIds", "true"));
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Execute), _ => (Outcome<Done>)Refusal.Forbidden("the host"));

        await gateway.Http.Post(Tokens.For("alice"), operation, argument);

        Assert.Equal($"{operation} by alice (operator: False) {expected}", Assert.Single(Lines(gateway)).Split(", trace ")[0]);
    }

    [Fact]
    public async Task The_trace_is_the_callers_where_tracing_is_on()
    {
        using var listener = new ActivityListener { ShouldListenTo = source => source == Spans.Source, Sample = (ref _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        await using var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");

        await hub.Invoke("end_call", $$"""{"call_session_id":"{{Samples.Call}}","traceparent":"{{TraceParent}}"}""");

        Assert.EndsWith($", trace {Trace}", Assert.Single(Lines(gateway)).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_the_key_of_the_hashes_can_tell_who_it_was_and_nobody_else()
    {
        await using var gateway = await TestGateway.Start(("Telemetry:HashKey", "a key"));

        await gateway.Http.Post(Tokens.For("alice"), "end_call", $$"""{"call_session_id":"{{Samples.Call}}"}""");

        Assert.Contains($"by {Hash("alice", "a key")} ", Assert.Single(Lines(gateway)), StringComparison.Ordinal);
        Assert.NotEqual(Hash("alice"), Hash("alice", "a key"));
    }

    [Fact]
    public async Task The_rate_limits_bound_what_is_written()
    {
        await using var gateway = await TestGateway.Start(("Limits:OperationsPerSecond", "1"), ("Limits:OperationBurst", "2"));
        for (var i = 0; i < 5; i++)
        {
            await gateway.Http.Post(Tokens.For("alice"), "cleanup_stale_users", "{}");
        }

        Assert.InRange(Lines(gateway).Count, 2, 3);
    }

    private static string Hash(string id, string key = "") => Convert.ToHexStringLower(
        System.Security.Cryptography.HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key), System.Text.Encoding.UTF8.GetBytes(id)).AsSpan(0, 8));

    private static List<string> Lines(TestGateway gateway) => [.. gateway.Logs.Lines.Where(line => line.Category == AuditLog.Category).Select(line => line.Text)];
}
