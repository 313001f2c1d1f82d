using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>A user who waits for rings and for the ends of calls.</summary>
public sealed class LifecycleSeat(Faults faults) : QuietListener
{
    private readonly Channel<string> _rings = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _ends = Channel.CreateUnbounded<string>();

    /// <summary>Waits until the call rings here.</summary>
    public Task RingAsync(string call, CancellationToken stop) => NextAsync(_rings.Reader, "call_initiated", call, stop);

    /// <summary>Waits until the call is over here.</summary>
    public Task EndAsync(string call, CancellationToken stop) => NextAsync(_ends.Reader, "call_ended", call, stop);

    /// <summary>Nothing more is awaited: what is left here came twice, or for nobody.</summary>
    public void Settle()
    {
        while (_rings.Reader.TryRead(out var call) || _ends.Reader.TryRead(out call))
        {
            faults.Report("doubled", call);
        }
    }

    /// <inheritdoc/>
    public override void OnEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument)
    {
        if (name.SequenceEqual("call_initiated"u8))
        {
            _rings.Writer.TryWrite(CallOf(argument));
        }
        else if (name.SequenceEqual("call_ended"u8))
        {
            _ends.Writer.TryWrite(CallOf(argument));
        }
    }

    /// <inheritdoc/>
    public override void OnLost(string reason)
    {
        faults.Report("connection lost", reason);
        _rings.Writer.TryComplete(new IOException(reason));
        _ends.Writer.TryComplete(new IOException(reason));
    }

    private async Task NextAsync(ChannelReader<string> events, string name, string call, CancellationToken stop)
    {
        string heard;
        while ((heard = await Patience.WaitAsync(events.ReadAsync(stop).AsTask(), $"{name} of {call}", stop)) != call)
        {
            faults.Report("unexpected", $"{name} of {heard} instead of {call}");
        }
    }

    private static string CallOf(ReadOnlySpan<byte> argument)
    {
        var reader = new Utf8JsonReader(argument);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCall = reader.ValueTextEquals("call_session_id"u8);
            reader.Read();
            if (isCall)
            {
                return reader.GetString()!;
            }

            reader.Skip();
        }

        return $"no call_session_id in {Encoding.UTF8.GetString(argument)}";
    }
}
