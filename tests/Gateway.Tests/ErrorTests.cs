using System.Net;
using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Wire;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace FChat.Gateway.Tests;

/// <summary>Every error code, through every door, with its words and its HTTP status.</summary>
public sealed class ErrorTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    private static readonly string Leave = $$"""{"call_session_id":"{{Samples.Call}}"}""";

    private static readonly Dictionary<ErrorCode, Refusal> Refusals = new()
    {
        [ErrorCode.InvalidArgument] = Refusal.Invalid("participants", "participants must be members of the room."),
        [ErrorCode.Unauthenticated] = new Refusal(ErrorCode.Unauthenticated, "Who are you?"),
        [ErrorCode.NotAMember] = Refusal.NotAMember,
        [ErrorCode.NotAParticipant] = Refusal.NotAParticipant,
        [ErrorCode.Forbidden] = Refusal.Forbidden("a host"),
        [ErrorCode.RoomNotFound] = Refusal.RoomNotFound,
        [ErrorCode.CallNotFound] = Refusal.CallNotFound,
        [ErrorCode.UserNotFound] = new Refusal(ErrorCode.UserNotFound, "There is no such member."),
        [ErrorCode.CallAlreadyActive] = Refusal.AlreadyActive(Samples.Call),
        [ErrorCode.CallEnded] = Refusal.Ended(EndReason.NoAnswer),
        [ErrorCode.TargetNotInCall] = Refusal.TargetNotInCall,
        [ErrorCode.RoomFull] = Refusal.Full(1_000),
        [ErrorCode.PayloadTooLarge] = new Refusal(ErrorCode.PayloadTooLarge, "Too large.") { Limit = 65_536 },
        [ErrorCode.RateLimited] = new Refusal(ErrorCode.RateLimited, "Wait.") { RetryAfterMs = 50 },
        [ErrorCode.Unavailable] = Refusal.Unavailable,
        [ErrorCode.StreamNotFound] = Refusal.StreamNotFound(Samples.Bob, Samples.Alice),
    };

    public static TheoryData<ErrorCode> Codes => [.. Enum.GetValues<ErrorCode>()];

    [Theory, MemberData(nameof(Codes))]
    public async Task A_refusal_is_said_in_the_same_words_through_every_door(ErrorCode code)
    {
        await using var doors = await ThreeDoors.Open(shared.Gateway, "alice");
        shared.Gateway.Cluster.Refuse<ICallGrain>(nameof(ICallGrain.Execute), Refusals[code]);

        var reply = await doors.Ask("leave_call", Leave);
        var (status, _) = await shared.Gateway.Http.Post(Tokens.For("alice"), "leave_call", Leave);

        Assert.Equal(ErrorCodes.All[code].Word, reply.Code);
        Assert.Equal((HttpStatusCode)ErrorCodes.All[code].Status, status);
        Golden.Verify($"errors/{reply.Code}.json", reply.Error);
    }

    [Fact]
    public async Task A_device_that_slept_through_a_take_over_is_told_so_through_every_door()
    {
        await using var doors = await ThreeDoors.Open(shared.Gateway, "alice");
        shared.Gateway.Cluster.Refuse<ICallGrain>(nameof(ICallGrain.Resume), Refusal.TakenOver);

        var reply = await doors.Ask("resume_call", $$"""{"call_session_id":"{{Samples.Call}}","epoch":3,"seq":12,"signal_seq":2}""");

        Assert.Equal("not_a_participant", reply.Code);
        Golden.Verify("errors/not_a_participant.taken_over.json", reply.Error);
    }

    [Theory]
    [InlineData(typeof(TimeoutException), false)]
    [InlineData(typeof(SiloUnavailableException), false)]
    [InlineData(typeof(OperationCanceledException), false)]
    [InlineData(typeof(NullReferenceException), true)]
    public async Task A_grain_that_fails_is_unavailable_without_its_words_or_trace(Type fault, bool isDefect)
    {
        await using var gateway = await TestGateway.Start();
        await using var doors = await ThreeDoors.Open(gateway, "alice");
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Execute), _ => Activator.CreateInstance(fault)!);

        var reply = await doors.Ask("leave_call", Leave);

        Assert.Equal("unavailable", reply.Code);
        Assert.DoesNotContain("Exception", reply.Text, StringComparison.Ordinal);
        Assert.Equal(isDefect, gateway.Logs.Errors.Any());
        Assert.Contains(gateway.Logs.Lines, line => line.Text.Contains("leave_call", StringComparison.Ordinal) && line.Text.Contains(fault.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("leave_call", """{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0"}""", nameof(ICallGrain.Execute), true)]
    [InlineData("send_webrtc_signal", """{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0","signal_type":"offer","target_user":"bob","signal_data":1}""", nameof(ICallGrain.Signal), false)]
    [InlineData("send_webrtc_signal", """{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0","signal_type":"offer","target_user":"bob","signal_data":1,"command_id":"s1"}""", nameof(ICallGrain.Signal), true)]
    public async Task What_a_dying_silo_may_have_done_is_asked_again_once_if_that_is_harmless(string operation, string argument, string method, bool isRepeated)
    {
        await using var gateway = await TestGateway.Start();
        var asked = 0;
        gateway.Cluster.On<ICallGrain>(method, _ => Interlocked.Increment(ref asked) == 1 ? new SiloUnavailableException() : (Outcome<Done>)Done.Value);

        var (_, reply) = await gateway.Http.Post(Tokens.For("alice"), operation, argument);

        Assert.Equal(isRepeated ? null : "unavailable", reply.Code);
        Assert.Equal(isRepeated ? 2 : 1, asked);
    }

    [Fact]
    public async Task What_never_reached_a_silo_is_asked_again_once_and_not_more_often()
    {
        await using var gateway = await TestGateway.Start();
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Signal), _ => new ConnectionFailedException());

        var (status, reply) = await gateway.Http.Post(Tokens.For("alice"), "send_webrtc_signal", Signal("x"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (status, reply.Code));
        Assert.Equal(2, gateway.Cluster.CountOf(nameof(ICallGrain.Signal)));
    }

    [Theory, InlineData(typeof(GatewayTooBusyException)), InlineData(typeof(LimitExceededException)), InlineData(typeof(TimeoutException))]
    public async Task A_cluster_that_is_too_busy_or_too_late_is_not_asked_again_and_the_client_is_told_when(Type fault)
    {
        await using var gateway = await TestGateway.Start();
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Execute), _ => Activator.CreateInstance(fault)!);

        var (status, reply) = await gateway.Http.Post(Tokens.For("alice"), "leave_call", Leave);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1_000), (status, (int)reply.Error!["details"]!["retry_after_ms"]!));
        Assert.Equal(1, gateway.Cluster.CountOf(nameof(ICallGrain.Execute)));
    }

    [Fact]
    public async Task Content_and_signal_data_beyond_their_bytes_are_too_large_not_invalid()
    {
        await using var doors = await ThreeDoors.Open(shared.Gateway, "alice");
        var content = new string('ä', Limits.MessageBytes / 2 + 1);
        var signal = new string('x', Limits.SignalBytes - 1);

        var message = await doors.Ask("send_message", $$"""{"room_id":"r-1","content":"{{content}}"}""");
        var sent = await doors.Ask("send_webrtc_signal", Signal(signal));
        var fits = await doors.Ask("send_webrtc_signal", Signal(signal[1..]));

        Assert.Equal(("payload_too_large", Limits.MessageBytes), (message.Code, (int)message.Error!["details"]!["limit"]!));
        Assert.Equal(("payload_too_large", Limits.SignalBytes), (sent.Code, (int)sent.Error!["details"]!["limit"]!));
        Assert.Null(fits.Code);
    }

    private static string Signal(string data) =>
        $$"""{"call_session_id":"{{Samples.Call}}","signal_type":"offer","target_user":"bob","signal_data":"{{data}}"}""";
}
