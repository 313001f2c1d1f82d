using System.Diagnostics;
using FChat.Hosting;
using OpenTelemetry.Trace;

namespace FChat.Gateway.Tests.Telemetry;

public sealed class LifecycleSamplerTests
{
    private const string Lifecycle = "join_call";
    private const string Other = "get_rooms";

    [Theory]
    [InlineData(Lifecycle, ActivityKind.Server, true)]
    [InlineData(Other, ActivityKind.Server, false)]
    [InlineData(Lifecycle, ActivityKind.Internal, false)]
    [InlineData("postgresql", ActivityKind.Client, false)]
    [InlineData("IOnlineShardGrain/Sweep", ActivityKind.Server, false)]
    public void Without_a_parent_only_a_calls_life_is_always_recorded(string name, ActivityKind kind, bool isRecorded) =>
        Assert.Equal(isRecorded, IsRecorded(0, name, kind, default));

    [Theory]
    [InlineData(1.0, ActivityKind.Server, true)]
    [InlineData(1.0, ActivityKind.Client, false)]
    [InlineData(1.0, ActivityKind.Internal, false)]
    public void Other_operations_are_recorded_in_the_configured_part_and_nothing_of_the_background(double ratio, ActivityKind kind, bool isRecorded) =>
        Assert.Equal(isRecorded, IsRecorded(ratio, Other, kind, default));

    [Theory]
    [InlineData(true, true, Other, true)]
    [InlineData(true, false, Other, true)]
    [InlineData(false, true, Other, false)]
    [InlineData(false, false, Other, false)]
    [InlineData(false, true, Lifecycle, true)]
    [InlineData(false, false, Lifecycle, false)]
    public void A_parent_decides_except_that_a_calls_life_is_recorded_whatever_a_caller_says(bool parentIsRecorded, bool parentIsRemote, string name, bool isRecorded) =>
        Assert.Equal(isRecorded, IsRecorded(1, name, ActivityKind.Server, Context(parentIsRecorded, parentIsRemote)));

    [Fact]
    public void Shared_work_is_recorded_with_what_it_is_linked_to() =>
        Assert.True(IsRecorded(0, "deliver", ActivityKind.Producer, default, new ActivityLink(Context(isRecorded: true, isRemote: false))));

    private static bool IsRecorded(double ratio, string name, ActivityKind kind, ActivityContext parent, params ActivityLink[] links) =>
        new LifecycleSampler(ratio).ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), name, kind, null, links)).Decision == SamplingDecision.RecordAndSample;

    private static ActivityContext Context(bool isRecorded, bool isRemote) => new(
        ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), isRecorded ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, isRemote: isRemote);
}
