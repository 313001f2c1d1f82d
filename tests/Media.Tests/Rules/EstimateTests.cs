namespace FChat.Rules;

/// <summary>What publications, subscriptions and rooms are estimated at.</summary>
public sealed class EstimateTests
{
    private const long Connection = 20_000;

    private static readonly MediaOptions Rates = new() { AudioBitrate = 1_000, LowBitrate = 2_000, MediumBitrate = 3_000, HighBitrate = 5_000, ScreenBitrate = 7_000 };
    private static readonly StreamMap Layered = new("0", "1", "2", HasLayers: true);

    [Fact]
    public void A_publication_sends_all_that_it_has() => Assert.Equal(new Load(0, 1, 0, Connection + 1_000 + 10_000 + 7_000), Estimate.Publication(Layered, Rates));

    [Fact]
    public void A_camera_without_layers_sends_its_only_size() =>
        Assert.Equal(Connection + 1_000 + 5_000, Estimate.Publication(new StreamMap("0", "1", null, false), Rates).Bits);

    [Theory]
    [InlineData(SfuLayer.Off, 0)]
    [InlineData(SfuLayer.Low, 2_000)]
    [InlineData(SfuLayer.Medium, 3_000)]
    [InlineData(SfuLayer.High, 5_000)]
    public void A_subscription_gets_the_layer_that_it_wishes_for(SfuLayer layer, long bits) =>
        Assert.Equal(new Load(0, 0, 1, Connection + bits), Estimate.Subscription(Layered, new SfuWish(layer, false, false), Rates));

    [Fact]
    public void What_is_not_published_costs_a_receiver_nothing() =>
        Assert.Equal(Connection + 1_000, Estimate.Subscription(new StreamMap("0", null, null, false), new SfuWish(SfuLayer.High, true, true), Rates).Bits);

    [Fact]
    public void Without_layers_every_wish_for_a_picture_gets_the_whole() =>
        Assert.Equal(Connection + 5_000, Estimate.Subscription(new StreamMap(null, "1", null, false), new SfuWish(SfuLayer.Low, false, false), Rates).Bits);

    [Fact]
    public void An_empty_room_counts_as_one_of_a_few()
    {
        Assert.Equal(new Load(1, 0, 0, 15_000), Estimate.Room(Load.None, Rates));
        Assert.Equal(40_000, Estimate.Room(new Load(0, 1, 1, 40_000), Rates).Bits);
    }

    [Fact]
    public void Another_silos_room_grows_with_its_publishers_and_not_with_their_square_for_ever()
    {
        var bits = Enumerable.Range(0, 200).Select(publishers => Estimate.Foreign(publishers, Rates).Bits).ToList();
        Assert.Equal(bits.Order(), bits);
        Assert.Equal(bits[100] - bits[99], bits[150] - bits[149]);
    }

    [Fact]
    public void Loads_are_added_and_taken_away()
    {
        var one = new Load(1, 2, 3, 4);
        Assert.Equal(new Load(2, 4, 6, 8), one + one);
        Assert.Equal(Load.None, one - one);
    }
}
