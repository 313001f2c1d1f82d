using FChat.Calls;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

/// <summary>The picture above <see cref="CallMachine"/>, as a table: situation, what happens, what the call is afterwards.</summary>
public sealed class TransitionTableTests
{
    private static readonly Dictionary<string, Func<CallScene>> Situations = new()
    {
        ["initiated"] = OfTwo,
        ["caller waits"] = () => OfTwo().Joined(Ann),
        ["ringing"] = () => Ringing(OfTwo().Joined(Ann)),
        ["answered, caller away"] = () => OfTwo().Joined(Bob),
        ["group rings"] = () => Ringing(OfThree().Joined(Ann)),
        ["two connected"] = TwoConnected,
        ["three connected"] = ThreeConnected,
        ["two of three connected"] = () => OfThree().Joined(Ann).Joined(Bob),
        ["alone of three"] = () => After(OfThree().Joined(Ann).Joined(Bob), new LeaveCall(Bob, null)),
    };

    private static readonly Dictionary<string, Func<CallScene, CallCommand>> Acts = new()
    {
        ["a device rings"] = _ => new DeviceRings(Bob),
        ["bob joins"] = _ => Join(Bob),
        ["ann joins"] = _ => Join(Ann),
        ["bob rejects"] = _ => new RejectCall(Bob, null, RejectReason.Declined),
        ["ann leaves"] = _ => new LeaveCall(Ann, null),
        ["bob leaves"] = _ => new LeaveCall(Bob, null),
        ["host ends"] = _ => new EndCall(Ann, null),
        ["owner ends"] = _ => new EndCall(Owner, null),
        ["operator ends"] = _ => new ForceEndCall(new UserId("ops"), null),
        ["bob is removed"] = _ => new RemoveParticipant(Ann, null, Bob),
        ["ring time passes"] = Later(TimeSpan.FromSeconds(45)),
        ["alone time passes"] = Later(TimeSpan.FromSeconds(20)),
        ["12 hours pass"] = Later(TimeSpan.FromHours(12)),
    };

    [Theory]
    [InlineData("initiated", "a device rings", "Ringing")]
    [InlineData("initiated", "ann joins", "Initiated")]
    [InlineData("initiated", "bob joins", "Initiated")]
    [InlineData("initiated", "bob rejects", "Rejected rejected")]
    [InlineData("initiated", "ann leaves", "Cancelled cancelled")]
    [InlineData("initiated", "bob leaves", "Initiated")]
    [InlineData("initiated", "host ends", "Cancelled cancelled")]
    [InlineData("initiated", "owner ends", "Cancelled host_ended")]
    [InlineData("initiated", "operator ends", "Failed operator")]
    [InlineData("initiated", "ring time passes", "Missed no_answer")]
    [InlineData("initiated", "alone time passes", "Initiated")]
    [InlineData("caller waits", "a device rings", "Ringing")]
    [InlineData("caller waits", "bob joins", "Connected")]
    [InlineData("caller waits", "ann leaves", "Cancelled cancelled")]
    [InlineData("ringing", "a device rings", "Ringing")]
    [InlineData("ringing", "bob joins", "Connected")]
    [InlineData("ringing", "bob rejects", "Rejected rejected")]
    [InlineData("ringing", "ann leaves", "Cancelled cancelled")]
    [InlineData("ringing", "host ends", "Cancelled cancelled")]
    [InlineData("ringing", "owner ends", "Cancelled host_ended")]
    [InlineData("ringing", "operator ends", "Failed operator")]
    [InlineData("ringing", "ring time passes", "Missed no_answer")]
    [InlineData("answered, caller away", "ann joins", "Connected")]
    [InlineData("answered, caller away", "bob leaves", "Rejected rejected")]
    [InlineData("answered, caller away", "ann leaves", "Cancelled cancelled")]
    [InlineData("answered, caller away", "ring time passes", "Missed no_answer")]
    [InlineData("group rings", "bob rejects", "Ringing")]
    [InlineData("group rings", "bob joins", "Connected")]
    [InlineData("group rings", "ring time passes", "Missed no_answer")]
    [InlineData("two connected", "ann leaves", "Ended completed")]
    [InlineData("two connected", "bob leaves", "Ended completed")]
    [InlineData("two connected", "bob rejects", "Connected")]
    [InlineData("two connected", "host ends", "Ended host_ended")]
    [InlineData("two connected", "owner ends", "Ended host_ended")]
    [InlineData("two connected", "operator ends", "Ended operator")]
    [InlineData("two connected", "bob is removed", "Ended completed")]
    [InlineData("two connected", "12 hours pass", "Ended max_duration")]
    [InlineData("three connected", "ann leaves", "Connected")]
    [InlineData("three connected", "bob leaves", "Connected")]
    [InlineData("three connected", "bob is removed", "Connected")]
    [InlineData("three connected", "12 hours pass", "Ended max_duration")]
    [InlineData("two of three connected", "ring time passes", "Connected")]
    [InlineData("alone of three", "bob joins", "Connected")]
    [InlineData("alone of three", "alone time passes", "Ended completed")]
    [InlineData("alone of three", "ann leaves", "Ended completed")]
    public void Situation_and_act_lead_to_the_status(string situation, string act, string expected)
    {
        var scene = Situations[situation]();
        scene.Done(Acts[act](scene));
        Assert.Equal(expected, Describe(scene.Call));
    }

    [Fact]
    public void Every_status_of_the_picture_is_reached_by_the_table()
    {
        var table = typeof(TransitionTableTests).GetMethod(nameof(Situation_and_act_lead_to_the_status))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>();
        var reached = table.Select(row => ((string)row.Data[2]!).Split(' ')[0]).ToHashSet();
        Assert.Equal(Enum.GetNames<CallStatus>().Order(), reached.Order());
    }

    [Theory]
    [InlineData("bob joins")]
    [InlineData("ann joins")]
    [InlineData("host ends")]
    [InlineData("operator ends")]
    public void An_ended_call_refuses_with_the_reason(string act)
    {
        var scene = After(TwoConnected(), new LeaveCall(Bob, null));
        var refusal = scene.Refused(Acts[act](scene));
        Assert.Equal((ErrorCode.CallEnded, EndReason.Completed), (refusal.Code, refusal.EndReason));
    }

    [Theory]
    [InlineData("bob rejects")]
    [InlineData("ann leaves")]
    [InlineData("bob leaves")]
    [InlineData("a device rings")]
    [InlineData("ring time passes")]
    public void An_ended_call_takes_late_leaves_rejects_and_ticks_in_silence(string act)
    {
        var scene = After(TwoConnected(), new LeaveCall(Bob, null));
        var before = scene.Call;
        Assert.Empty(scene.Done(Acts[act](scene)));
        Assert.Same(before, scene.Call);
    }

    private static CallScene Ringing(CallScene scene) => After(scene, new DeviceRings(Bob));

    private static CallScene After(CallScene scene, CallCommand command)
    {
        scene.Done(command);
        return scene;
    }

    /// <summary>Time passes, with everybody's connection alive to the end.</summary>
    private static Func<CallScene, CallCommand> Later(TimeSpan time) => scene =>
    {
        scene.After(time);
        scene.Done(new SeatsSeen(Gateway, [.. scene.Call.Seated.Select(p => p.Seat!.Connection!.Value)]));
        return new Tick();
    };

    private static string Describe(CallState call)
    {
        var reason = string.Concat((call.EndReason?.ToString() ?? "").Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{c}" : $"{c}"));
        return $"{call.Status} {reason.ToLowerInvariant()}".TrimEnd();
    }
}
