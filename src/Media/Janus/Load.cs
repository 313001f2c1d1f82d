namespace FChat.Media.Janus;

/// <summary>What a room, or a node, carries.</summary>
/// <param name="Rooms">Rooms.</param>
/// <param name="Publications">Peer connections that send to the node.</param>
/// <param name="Subscriptions">Peer connections that receive from it.</param>
/// <param name="Bits">Bits a second, estimated from what is published and wished for, received and sent together.</param>
internal sealed record Load(int Rooms, int Publications, int Subscriptions, long Bits)
{
    /// <summary>Nothing.</summary>
    public static Load None { get; } = new(0, 0, 0, 0);

    public static Load operator +(Load one, Load other) =>
        new(one.Rooms + other.Rooms, one.Publications + other.Publications, one.Subscriptions + other.Subscriptions, one.Bits + other.Bits);

    public static Load operator -(Load one, Load other) =>
        new(one.Rooms - other.Rooms, one.Publications - other.Publications, one.Subscriptions - other.Subscriptions, one.Bits - other.Bits);
}

/// <summary>Estimates. Every peer connection costs something of its own, for checks and reports.</summary>
internal static class Estimate
{
    // What a room counts as until it is larger: many that are opened at once would otherwise all go to one node.
    private const int LeastOfRoom = 3;
    private const long Connection = 20_000;

    // Of a room of another silo only the publishers are known. Each of them is taken to see at most so many others.
    private const int OthersSeen = 9;

    /// <summary>A publication with these m-lines.</summary>
    public static Load Publication(StreamMap streams, MediaOptions rates)
    {
        var bits = Connection + (streams.Audio is null ? 0 : rates.AudioBitrate) + (streams.Screen is null ? 0 : rates.ScreenBitrate);
        bits += streams.Camera is null ? 0 : streams.HasLayers ? (long)rates.LowBitrate + rates.MediumBitrate + rates.HighBitrate : rates.HighBitrate;
        return new Load(0, 1, 0, bits);
    }

    /// <summary>A subscription to such a publication.</summary>
    public static Load Subscription(StreamMap streams, SfuWish wish, MediaOptions rates)
    {
        var bits = Connection + (wish.Audio && streams.Audio is not null ? rates.AudioBitrate : 0) + (wish.Screen && streams.Screen is not null ? rates.ScreenBitrate : 0);
        return new Load(0, 0, 1, bits + (streams.Camera is null ? 0 : Camera(wish.Video, streams.HasLayers, rates)));
    }

    /// <summary>A room that has no more in it than this.</summary>
    public static Load Room(Load inside, MediaOptions rates) => inside with { Rooms = 1, Bits = Math.Max(inside.Bits, LeastOfRoom * (long)rates.HighBitrate) };

    /// <summary>A room of another silo.</summary>
    public static Load Foreign(int publishers, MediaOptions rates)
    {
        var subscriptions = publishers * Math.Min(Math.Max(publishers - 1, 0), OthersSeen);
        var sent = Connection + rates.AudioBitrate + (long)rates.LowBitrate + rates.MediumBitrate + rates.HighBitrate;
        var received = Connection + rates.AudioBitrate + (long)rates.MediumBitrate;
        return Room(new Load(1, publishers, subscriptions, publishers * sent + subscriptions * received), rates);
    }

    private static long Camera(SfuLayer layer, bool hasLayers, MediaOptions rates) => layer switch
    {
        SfuLayer.Off => 0,
        SfuLayer.Low when hasLayers => rates.LowBitrate,
        SfuLayer.Medium when hasLayers => rates.MediumBitrate,
        _ => rates.HighBitrate,
    };
}
