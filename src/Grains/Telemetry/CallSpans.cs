using System.Diagnostics;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Telemetry;

/// <summary>A call's life as spans below the one that made it: how long it rang, who answered when, how long they talked. Made when a part is over, from times that the call knows.</summary>
internal static class CallSpans
{
    /// <summary>More people than this and their answers are no spans of their own.</summary>
    public const int MostAnswers = 200;

    /// <summary>A call is told to have become another.</summary>
    public static void Changed(CallState before, CallState after)
    {
        if (after.Trace is null || !Spans.Source.HasListeners())
        {
            return;
        }

        if (before.ConnectedAt is null && !before.IsOver && (after.ConnectedAt ?? after.EndedAt) is { } rangUntil)
        {
            Write(after, "ring", after.CreatedAt, rangUntil, after.ConnectedAt is null ? after.Status.ToString() : "Answered");
        }

        if (after.Participants.Count <= MostAnswers)
        {
            Answers(before, after);
        }

        if (!before.IsOver && after is { ConnectedAt: { } connected, EndedAt: { } ended })
        {
            Write(after, "connected", connected, ended, after.EndReason?.ToString());
        }
    }

    private static void Answers(CallState before, CallState after)
    {
        foreach (var who in after.Participants.Values)
        {
            if (who is { JoinedAt: { } joined } && who.User != after.Caller && before.Participants.GetValueOrDefault(who.User)?.JoinedAt is null)
            {
                Write(after, "answer", after.CreatedAt, joined, who.Status.ToString(), who.User);
            }
        }
    }

    private static void Write(CallState call, string name, DateTimeOffset from, DateTimeOffset to, string? outcome, UserId? user = null)
    {
        using var span = Spans.Source.StartActivity(name, ActivityKind.Internal, Spans.Read(call.Trace), startTime: from);
        span?.SetTag(TelemetryNames.CallId, call.Id.Value);
        span?.SetTag("fchat.call.type", call.Type.ToString());
        span?.SetTag(TelemetryNames.Outcome, outcome);
        span?.SetTag(TelemetryNames.User, user?.Value);
        span?.SetEndTime(to.UtcDateTime);
    }
}
