using System.Text.Json;
using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Media;

/// <summary>Somebody in a call through a media server, without media: their offers are true, and their candidates never come.</summary>
internal sealed class MediaPerson : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // RFC 8829: an offer to send sound, and nothing else.
    private const string Offer =
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n"
        + "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=ice-options:trickle\r\n"
        + "a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n"
        + "a=setup:actpass\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n";

    private readonly Lock _gate = new();
    private readonly List<(string Name, JsonElement Content, TimeSpan At)> _heard = [];
    private readonly string _user;
    private HubConnection? _connection;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _session;

    private MediaPerson(string user) => _user = user;

    public static async Task<MediaPerson> Open(Uri gateway, string user)
    {
        var person = new MediaPerson(user);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        person._connection = await HubConnection.Open(gateway, Tokens.For(user), (_, name, content) => person.Hear(name, content), patience.Token);
        return person;
    }

    /// <summary>Asks until the answer is known.</summary>
    public async Task<HubReply> Insist(string operation, string argument)
    {
        for (var begun = Clock.Now; ; await Clock.Pause(Pause, TestContext.Current.CancellationToken))
        {
            var reply = await Ask(operation, argument);
            if (!reply.IsUnknown || Clock.Now - begun > Patience)
            {
                Assert.True(reply.IsOk, $"{operation}: {reply.Code} {reply.Content}");
                return reply;
            }
        }
    }

    public Task<HubReply> Ask(string operation, string argument)
    {
        var answered = new TaskCompletionSource<HubReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _connection!.Invoke(operation, argument, answered.SetResult);
        return answered.Task.WaitAsync(Patience);
    }

    /// <summary>Waits until the call has another media server's part, and says when that was told.</summary>
    public async Task<(long Generation, TimeSpan At)> Until(long olderThan, bool available)
    {
        var (content, at) = await Heard("call_updated", update => update.TryGetProperty("sfu", out var sfu)
            && sfu.GetProperty("generation").GetInt64() > olderThan && sfu.GetProperty("available").GetBoolean() == available);
        return (content.GetProperty("sfu").GetProperty("generation").GetInt64(), at);
    }

    /// <summary>Waits for the first such event.</summary>
    public async Task<(JsonElement Content, TimeSpan At)> Heard(string name, Func<JsonElement, bool> fits)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                foreach (var (heard, content, at) in _heard.Where(heard => heard.Name == name))
                {
                    if (fits(content))
                    {
                        return (content, at);
                    }
                }

                more = _more.Task;
            }

            await more.WaitAsync(Patience);
        }
    }

    /// <summary>Publishes by a new connection, and waits for the media server's answer.</summary>
    public async Task<string> Publish(string call)
    {
        var session = ++_session;
        await Insist("send_webrtc_signal", JsonSerializer.Serialize(new
        {
            call_session_id = call,
            target_user = "@sfu",
            signal_type = "offer",
            signal_data = new { type = "offer", sdp = Offer },
            stream = new { publisher = _user, direction = "publish", session },
        }));
        var (answer, _) = await Heard("webrtc_signal", signal =>
            signal.GetProperty("signal_type").GetString() == "answer" && signal.GetProperty("stream").GetProperty("session").GetInt32() == session);
        return answer.GetProperty("signal_data").GetProperty("sdp").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _connection!.Dispose();
        await _connection.Ended;
    }

    private void Hear(string name, JsonElement content)
    {
        lock (_gate)
        {
            _heard.Add((name, content, Clock.Now));
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
