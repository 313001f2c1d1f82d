using System.Text;
using System.Text.Json;
using FChat.LoadTests.Clients.Spreed;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>A participant who speaks the standalone signaling API: its room stands for the call, a message to the room for a change, one to a session for a signal.</summary>
public sealed class SpreedCaller(ICallSeat seat) : ICaller, ISpreedListener
{
    private SpreedClient? _client;

    /// <inheritdoc/>
    public string User => Client.User;

    private SpreedClient Client => _client ?? throw new InvalidOperationException("Not connected yet.");

    /// <summary>Gives it its connection.</summary>
    public void Use(SpreedClient client) => _client = client;

    /// <inheritdoc/>
    public void Join(string call) => Client.Send(SpreedRequests.Join(call, User));

    /// <inheritdoc/>
    public void Change(bool muted) => Client.Send(SpreedRequests.Change(muted));

    /// <inheritdoc/>
    public SignalLine LineTo(ICaller other, int number, bool acknowledged) =>
        new(number, Client.Send, new SignalFrame(SpreedRequests.HeadToSession(((SpreedCaller)other).Client.Session), SpreedRequests.Tail, Id: null));

    /// <inheritdoc/>
    public void Ping() => Client.Ping();

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    /// <inheritdoc/>
    public void OnRoom() => seat.OnJoined(signalSeq: null);

    /// <inheritdoc/>
    public void OnEvent(ReadOnlySpan<byte> body) => SpreedJoins.Read(body, seat.OnSomebodyJoined);

    /// <inheritdoc/>
    public void OnMessage(SpreedReceived message)
    {
        if (message.IsToRoom)
        {
            seat.OnChange(IsMuted(message.Data));
        }
        else
        {
            seat.OnSignal(ReceivedSignal.Of(message.User, message.Data));
        }
    }

    /// <inheritdoc/>
    public void OnError(ReadOnlySpan<byte> error) => seat.OnRefused(Encoding.UTF8.GetString(error));

    /// <inheritdoc/>
    public void OnLost(string reason) => seat.OnLost(reason);

    // The only field there is.
    private static bool IsMuted(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        while (reader.Read() && reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
        }

        return reader.TokenType == JsonTokenType.True;
    }
}
