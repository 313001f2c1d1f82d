using System.Text;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Callers;

/// <summary>Writes down what it hears.</summary>
internal sealed class HeardSeat : ICallSeat
{
    public List<string> Heard { get; } = [];

    public void OnJoined(long? signalSeq) => Heard.Add($"joined {signalSeq}");

    public void OnSomebodyJoined(ReadOnlySpan<byte> user) => Heard.Add($"in {Encoding.UTF8.GetString(user)}");

    public void OnChange(bool muted) => Heard.Add($"muted {muted}");

    public void OnSignal(ReceivedSignal signal) => Heard.Add($"{Encoding.UTF8.GetString(signal.From)} {Encoding.UTF8.GetString(signal.Content)} {signal.Seq}");

    public void OnSignalAnswered(bool accepted, ReadOnlySpan<byte> result) => Heard.Add($"answered {accepted}");

    public void OnRefused(string reason) => Heard.Add($"refused {reason}");

    public void OnLost(string reason) => Heard.Add($"lost {reason}");
}
