using System.Text.Json.Nodes;

namespace FChat.Media.Janus;

/// <summary>A handle of the plugin: what one peer connection, or the control of rooms, goes by.</summary>
internal sealed class JanusHandle(JanusSession session, long id)
{
    private readonly Lock _lock = new();
    private Task<JanusMessage>? _detaching;

    /// <summary>Sends a request of <see cref="VideoRoom"/> and waits for its answer, which is an event of the same transaction for most.</summary>
    public Task<JanusMessage> Ask(JsonObject body, JanusContext context, CancellationToken cancellation, string? type = null, string? sdp = null)
    {
        var message = new JsonObject { ["janus"] = "message", ["handle_id"] = id, ["body"] = body };
        if (sdp is not null)
        {
            message["jsep"] = new JsonObject { ["type"] = type, ["sdp"] = sdp };
        }

        return session.Ask((string)body["request"]!, message, new AskOptions(context.Options.RequestTimeout), cancellation);
    }

    /// <summary>Sends candidates.</summary>
    public Task<JanusMessage> Trickle(IEnumerable<SfuCandidate> candidates, JanusContext context, CancellationToken cancellation)
    {
        var message = new JsonObject { ["janus"] = "trickle", ["handle_id"] = id, ["candidates"] = new JsonArray([.. candidates.Select(Describe)]) };
        return session.Ask("trickle", message, new AskOptions(context.Options.RequestTimeout, UntilAck: true), cancellation);
    }

    /// <summary>Takes it away with its peer connection, as far as Janus can be reached. Whoever calls waits for the same end.</summary>
    public Task Detach(JanusContext context)
    {
        lock (_lock)
        {
            return _detaching ??= DetachOnce(context);
        }
    }

    private Task<JanusMessage> DetachOnce(JanusContext context)
    {
        session.Forget(id);
        return session.Ask("detach", new JsonObject { ["janus"] = "detach", ["handle_id"] = id }, new AskOptions(context.Options.RequestTimeout), CancellationToken.None);
    }

    private static JsonNode Describe(SfuCandidate candidate) => candidate.Candidate is null
        ? new JsonObject { ["completed"] = true }
        : new JsonObject { ["candidate"] = candidate.Candidate, ["sdpMid"] = candidate.SdpMid, ["sdpMLineIndex"] = candidate.SdpMLineIndex };
}
