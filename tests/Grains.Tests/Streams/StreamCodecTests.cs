using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using FChat.Calls;
using FChat.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace FChat.Streams;

/// <summary>What gateways and silos write to each other by hand.</summary>
public sealed class StreamCodecTests : IDisposable
{
    private static readonly CallId Call = new("01J00000000000000000000000");
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().AddSingleton<StreamTongues>().BuildServiceProvider();

    private StreamTongues Tongues => _services.GetRequiredService<StreamTongues>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Signals_are_read_as_they_were_written()
    {
        ImmutableArray<RoutedSignal> signals =
        [
            .. Enum.GetValues<SignalType>().Select(type => Routed(type, Encoding.UTF8.GetBytes($"[\"{type}\"]"), id: null, epoch: null)),
            Routed(SignalType.Offer, [], new CommandId(""), epoch: 0),
            Routed(SignalType.Custom, Encoding.UTF8.GetBytes($"\"{new string('ü', 40_000)}\""), new CommandId("é-1"), long.MaxValue - 1),
        ];

        var read = Again(Tongues.Signals.Questions, signals);

        Assert.Equal(signals.Select(Text), read.Select(Text));
        Assert.Empty(Again(Tongues.Signals.Questions, []));
    }

    [Fact]
    public void Answers_are_read_as_they_were_written()
    {
        ImmutableArray<SignalAnswer> answers =
            [SignalAnswer.NotHere, SignalAnswer.Of(null), SignalAnswer.Of(Refusal.TargetNotInCall), SignalAnswer.Of(Refusal.Forbidden("an operator")), SignalAnswer.Of(null)];

        Assert.Equal(answers.Select(answer => $"{answer}"), Again(Tongues.Signals.Answers, answers).Select(answer => $"{answer}"));
    }

    [Fact]
    public void A_batch_keeps_signals_and_everything_else_in_their_order()
    {
        var shared = new StampedEvent(new CallUpdated(CallStatus.Connected, null, null), new CallStamp(Call, 2, 7));
        ImmutableArray<Envelope> envelopes =
        [
            Signal("one", 1), Signal("two", long.MaxValue),
            new Envelope(new CallAudience(Call), shared, [new ConnectionId("gone")], ClosesCall: false),
            new Envelope(new UsersAudience([new UserId("bob")], new ConnectionId("two")), shared, [], ClosesCall: true),
            Signal("one", 2),
            Signal("one", 3) with { ClosesCall = true },
            Signal("one", 4) with { Unseat = [new ConnectionId("one")] },
            Envelope.To(
                new ConnectionAudience(new ConnectionId("one")),
                new WebRtcSignal(UserId.Sfu, SignalType.Answer, new SignalPayload([1])) { Stream = new StreamRef(new UserId("bob"), StreamDirection.Subscribe, 7) },
                new CallStamp(Call, 1, 5)),
            Signal("one", 5) with { Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
            Envelope.To(new UsersAudience([], null), new WebRtcSignal(new UserId("bob"), SignalType.Answer, new SignalPayload([1])), new CallStamp(Call, 1, 5)),
            Envelope.To(new ConnectionAudience(new ConnectionId("one")), new WebRtcSignal(new UserId("bob"), SignalType.Answer, new SignalPayload([1]))),
        ];

        var read = Again(Tongues.Batches.Questions, new DeliveryBatch("link", 41, Lost: true, envelopes));

        Assert.Equal(("link", 41L, true), (read.Link, read.Number, read.Lost));
        Assert.Equal(envelopes.Select(Text), read.Envelopes.Select(Text));
        Assert.Empty(Again(Tongues.Batches.Questions, new DeliveryBatch("link", 1, Lost: false, [])).Envelopes);
    }

    [Fact]
    public void What_is_cut_off_or_has_something_behind_it_is_refused()
    {
        var signals = Bytes(Tongues.Signals.Questions, [Routed(SignalType.Offer, [1, 2, 3], new CommandId("1"), 5), Routed(SignalType.Answer, [], null, null)]);
        var batch = Bytes(Tongues.Batches.Questions, new DeliveryBatch("link", 300, false, [Signal("one", 1), Signal("one", 2)]));

        AssertOnlyWholeIsRead(Tongues.Signals.Questions, signals);
        AssertOnlyWholeIsRead(Tongues.Batches.Questions, batch);
        AssertOnlyWholeIsRead(Tongues.Signals.Answers, Bytes(Tongues.Signals.Answers, [SignalAnswer.Of(null), SignalAnswer.NotHere]));
    }

    [Theory]
    [InlineData("FF FF FF FF 7F")]
    [InlineData("80 80 80 80 80 80 80 80 80 80 80")]
    [InlineData("01 FF FF FF FF 7F")]
    [InlineData("01 01 41 01 41 02")]
    [InlineData("01 01 41 01 41 00 01 41 05 00 00")]
    public void Numbers_that_cannot_be_are_refused_before_room_is_made_for_them(string hex) =>
        Assert.Throws<InvalidDataException>(() => Tongues.Signals.Questions.Read(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    // Two versions of the service that write differently would misunderstand each other: with these bytes or fields, StreamGreeting's version changes.
    [Fact]
    public void The_bytes_are_those_of_the_greetings_version()
    {
        var signals = Bytes(Tongues.Signals.Questions, [Routed(SignalType.IceRestart, [7], new CommandId("c"), 299)]);
        var batch = Bytes(Tongues.Batches.Questions, new DeliveryBatch("l", 300, true, [Signal("k", 1)]));

        Assert.Equal("011A" + Hex(Call.Value) + "05" + Hex("alice") + "010163" + "03" + Hex("bob") + "03" + "0107" + "AC02", Convert.ToHexString(signals));
        Assert.Equal("016C" + "AC02" + "01" + "0101" + "016B" + "1A" + Hex(Call.Value) + "03" + "01" + "05" + Hex("alice") + "00" + "0109" + "00", Convert.ToHexString(batch));
        Assert.Equal("03000102", Convert.ToHexString(Bytes(Tongues.Signals.Answers, [SignalAnswer.NotHere, SignalAnswer.Of(null), SignalAnswer.Of(Refusal.TargetNotInCall)]))[..8]);
    }

    [Theory]
    [InlineData(typeof(RoutedSignal), "Call Signal")]
    [InlineData(typeof(SendSignal), "Actor Epoch Id Payload Target Type")]
    [InlineData(typeof(SignalAnswer), "IsHere Refusal")]
    [InlineData(typeof(DeliveryBatch), "Envelopes Link Lost Number")]
    [InlineData(typeof(Envelope), "Audience ClosesCall Content Trace Unseat")]
    [InlineData(typeof(ConnectionAudience), "Connection")]
    [InlineData(typeof(StampedEvent), "Event Stamp")]
    [InlineData(typeof(CallStamp), "Call Epoch Seq")]
    [InlineData(typeof(WebRtcSignal), "FromUser SignalData SignalType Stream")]
    public void Every_field_there_is_is_written(Type type, string fields) =>
        Assert.Equal(fields, string.Join(' ', type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(field => field.Name).Order(StringComparer.Ordinal)));

    private static RoutedSignal Routed(SignalType type, byte[] payload, CommandId? id, long? epoch) =>
        new(Call, new SendSignal(new UserId("alice"), id, new UserId("bob"), type, new SignalPayload(payload)) { Epoch = epoch });

    private static Envelope Signal(string connection, long seq) => Envelope.To(
        new ConnectionAudience(new ConnectionId(connection)), new WebRtcSignal(new UserId("alice"), SignalType.Offer, new SignalPayload([9])), new CallStamp(Call, 3, seq));

    private static string Text(RoutedSignal routed) => $"{routed with { Signal = routed.Signal with { Payload = null! } }} {Convert.ToHexString(routed.Signal.Payload.Utf8Json)}";

    private static string Text(Envelope envelope) =>
        $"{envelope.Audience.GetType().Name} {(envelope.Audience as ConnectionAudience)?.Connection} {(envelope.Audience as UsersAudience)?.Users.FirstOrDefault()} {envelope.Content.Stamp} "
        + $"{envelope.Content.Event.GetType().Name} {(envelope.Content.Event as WebRtcSignal)?.SignalType} {(envelope.Content.Event as WebRtcSignal)?.Stream} {string.Join(',', envelope.Unseat)} {envelope.ClosesCall} {envelope.Trace}";

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes<T>(IStreamCodec<T> codec, T content)
    {
        var buffer = new FrameBuffer();
        codec.Write(content, buffer);
        return buffer.Written.ToArray();
    }

    private static T Again<T>(IStreamCodec<T> codec, T content) => codec.Read(Bytes(codec, content));

    private static void AssertOnlyWholeIsRead<T>(IStreamCodec<T> codec, byte[] bytes)
    {
        codec.Read(bytes);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => codec.Read(bytes.AsSpan(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => codec.Read([.. bytes, 0]));
    }
}
