using System.Diagnostics;
using FChat.Rooms;
using FChat.Telemetry;

namespace FChat.Tests.Telemetry;

/// <summary>How work that others wait for hangs together with them. The one class that listens to the source in this process.</summary>
public sealed class SpansTests : IDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == TelemetryNames.FChat,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public SpansTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Work_of_one_trace_is_below_its_first_cause_and_linked_to_the_others()
    {
        var (first, second) = (Context(), Context());
        var sameTrace = $"00-{Spans.Read(first).TraceId}-{Spans.Read(second).SpanId}-01";

        using var span = Spans.Follow("deliver", ActivityKind.Producer, [first, sameTrace, first, null]);

        Assert.Equal(Spans.Read(first).TraceId, span!.TraceId);
        Assert.Equal(Spans.Read(first).SpanId, span.ParentSpanId);
        Assert.Equal(Spans.Read(sameTrace).SpanId, Assert.Single(span.Links).Context.SpanId);
    }

    [Fact]
    public void Work_of_several_traces_is_a_trace_of_its_own_that_is_linked_to_all()
    {
        string[] causes = [Context(), Context(), Context()];

        using var span = Spans.Follow("deliver", ActivityKind.Producer, causes);

        Assert.Equal(default, span!.ParentSpanId);
        Assert.DoesNotContain(span.TraceId, causes.Select(cause => Spans.Read(cause).TraceId));
        Assert.Equal(causes.Select(cause => Spans.Read(cause).TraceId), span.Links.Select(link => link.Context.TraceId));
    }

    [Fact]
    public void Work_of_nothing_that_is_recorded_is_no_span()
    {
        Assert.Null(Spans.Follow("deliver", ActivityKind.Producer, [null, "", "garbage", Context().Replace("-01", "-00", StringComparison.Ordinal)]));
        Assert.Null(Spans.Follow("deliver", ActivityKind.Producer, []));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    public void What_names_no_trace_is_read_as_none(string? traceparent) => Assert.Equal(default, Spans.Read(traceparent).TraceId);

    [Fact]
    public void A_message_is_never_printed_with_its_text()
    {
        var printed = $"{new SendMessage("what I wrote", null, null)} {new MessageView("m", new RoomId("r"), 1, new UserId("alice"), "what I wrote", DateTimeOffset.UnixEpoch, null)}";
        Assert.DoesNotContain("wrote", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", printed, StringComparison.Ordinal);
    }

    private static string Context() => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";
}
