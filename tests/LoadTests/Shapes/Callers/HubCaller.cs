using System.Text;
using System.Text.Json;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Fanout;
using FChat.LoadTests.Shapes.Joining;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>A participant who speaks the service's protocol. Checks that the numbers of the call's events have no gap from its joining on.</summary>
/// <param name="faults">Where gaps go.</param>
public sealed class HubCaller(ICallSeat seat, Faults faults) : ICaller, IHubListener
{
    private readonly EventNumbers _numbers = new(faults);
    private HubClient? _client;
    private byte[] _speaker = [];
    private string _call = "";
    private bool _joined;
    private int _changes;

    /// <summary>The connection.</summary>
    public HubClient Client => _client ?? throw new InvalidOperationException("Not connected yet.");

    /// <inheritdoc/>
    public string User => Client.User;

    /// <summary>Whose changes the seat hears of.</summary>
    public void ListenTo(string speaker) => _speaker = Encoding.UTF8.GetBytes(speaker);

    /// <summary>Gives it its connection.</summary>
    public void Use(HubClient client) => _client = client;

    /// <inheritdoc/>
    public void Join(string call)
    {
        _call = call;
        Send("join_call", ",\"device_id\":\"load\"");
    }

    /// <inheritdoc/>
    public void Change(bool muted)
    {
        Interlocked.Increment(ref _changes);
        Send("update_media_state", muted ? ",\"muted\":true" : ",\"muted\":false");
    }

    /// <inheritdoc/>
    public SignalLine LineTo(ICaller other, int number, bool acknowledged) => new(number, Client.Send, _call, other.User, acknowledged);

    /// <inheritdoc/>
    public void Ping() => Client.Ping();

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    /// <inheritdoc/>
    public void OnEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument)
    {
        if (name.SequenceEqual("webrtc_signal"u8))
        {
            seat.OnSignal(ReceivedSignal.Read(argument));
        }
        else if (name.SequenceEqual("call_participant_updated"u8))
        {
            var change = MediaEvent.Read(argument, _speaker);
            _numbers.Check(name, change.Seq);
            for (var i = 0; i < change.Entries; i++)
            {
                seat.OnChange(change.Muted);
            }
        }
        else if (EventNumbers.Numbers(name))
        {
            var isJoining = name.SequenceEqual("call_participant_joined"u8);
            _numbers.Check(name, RosterText.Read(argument, user => HearOf(user, isJoining)).Seq);
        }
    }

    /// <inheritdoc/>
    public void OnLightAnswer(bool accepted, ReadOnlySpan<byte> result)
    {
        // One connection's operations are answered one after another: the joining, then changes, and signals only when there are no more of these.
        if (_joined && Volatile.Read(ref _changes) == 0)
        {
            seat.OnSignalAnswered(accepted, result);
        }
        else if (!accepted)
        {
            seat.OnRefused(Encoding.UTF8.GetString(result));
        }
        else if (_joined)
        {
            Interlocked.Decrement(ref _changes);
        }
        else
        {
            TakeSeat(JsonElement.Parse(result));
        }
    }

    /// <inheritdoc/>
    public void OnLost(string reason) => seat.OnLost(reason);

    private void HearOf(ReadOnlySpan<byte> user, bool isJoining)
    {
        if (isJoining)
        {
            seat.OnSomebodyJoined(user);
        }
    }

    private void TakeSeat(JsonElement answer)
    {
        _joined = true;
        if (!answer.GetProperty("data").TryGetProperty("seq_state", out var state))
        {
            seat.OnJoined(signalSeq: null);
            return;
        }

        _numbers.Begin(state.GetProperty("seq").GetInt64());
        seat.OnJoined(state.GetProperty("signal_seq").GetInt64());
    }

    private void Send(string operation, string fields)
    {
        var argument = $$"""{"call_session_id":"{{_call}}"{{fields}}}""";
        var record = $$"""{"arguments":[{{argument}}],"invocationId":"{{(char)HubClient.LightId}}0","target":"{{operation}}","type":1}""";
        Client.Send(Encoding.UTF8.GetBytes(record + (char)HubRecords.Separator));
    }
}
