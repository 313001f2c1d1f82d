namespace FChat.Media.Janus;

/// <summary>A session with a node, and the handle by which rooms are made and taken away there.</summary>
internal sealed class JanusLink(JanusSession session, JanusHandle control, JanusContext context) : IAsyncDisposable
{
    public JanusSession Session => session;

    public JanusContext Context => context;

    public bool IsUp => !session.Lost.IsCompleted;

    /// <summary>Connects, and makes sure that rooms can be made.</summary>
    /// <returns>The link; or why there is none.</returns>
    public static async Task<(JanusLink? Link, JanusMessage Answer)> Begin(MediaNode node, JanusContext context, CancellationToken cancellation)
    {
        var (session, answer) = await JanusSession.Begin(node, context, cancellation);
        if (session is null)
        {
            return (null, answer);
        }

        (var control, answer) = await session.Attach(Deaf.Instance, CancellationToken.None);
        if (control is not null)
        {
            var link = new JanusLink(session, control, context);
            answer = await link.Probe(node.AdminKey);
            if (answer.ErrorCode == 0)
            {
                return (link, answer);
            }
        }

        await session.DisposeAsync();
        return (null, answer);
    }

    /// <summary>Asks the plugin what needs no peer connection.</summary>
    public Task<JanusMessage> Ask(System.Text.Json.Nodes.JsonObject request, CancellationToken cancellation) => control.Ask(request, context, cancellation);

    public ValueTask DisposeAsync() => session.DisposeAsync();

    // A wrong key is found here, and not by the first call. If this is cut in the midst, the room is swept as any other orphan.
    private async Task<JanusMessage> Probe(string? adminKey)
    {
        var room = RoomNumber.Random();
        var answer = await Ask(VideoRoom.Create(room, "probe", context.Options, adminKey), CancellationToken.None);
        return answer.ErrorCode == 0 ? await Ask(VideoRoom.Destroy(room), CancellationToken.None) : answer;
    }

    private sealed class Deaf : IHandleListener
    {
        public static Deaf Instance { get; } = new();

        public void On(JanusMessage message)
        {
        }
    }
}
