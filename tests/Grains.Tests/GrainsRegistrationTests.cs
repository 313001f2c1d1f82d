using FChat.Gateways;
using FChat.Ledger;
using FChat.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FChat;

public sealed class GrainsRegistrationTests
{
    [Theory]
    [InlineData("Delivery:BatchEnvelopes", "0")]
    [InlineData("Delivery:OutboxEnvelopes", "10")]
    [InlineData("Delivery:RetryPause", "00:01:00")]
    [InlineData("Ledger:Batch", "0")]
    [InlineData("Ledger:SweepEvery", "00:00:00")]
    [InlineData("Presence:GatherFor", "00:00:01")]
    [InlineData("Presence:StaleAfter", "00:00:30")]
    [InlineData("Rooms:Members", "1")]
    [InlineData("Rooms:UnwrittenMessages", "0")]
    public void A_value_out_of_its_range_stops_the_start_and_is_named(string option, string value)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Validate((option, value)));

        Assert.Contains(option.Split(':')[1], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_pause_longer_than_the_longest_stops_the_start()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Validate(("Ledger:FirstPause", "00:00:05"), ("Ledger:LongestPause", "00:00:01")));

        Assert.Contains("Ledger:LongestPause", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_configuration_the_defaults_hold()
    {
        using var services = Services();
        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(256, services.GetRequiredService<IOptions<DeliveryOptions>>().Value.BatchEnvelopes);
        Assert.Equal(TimeSpan.FromSeconds(5), services.GetRequiredService<IOptions<LedgerOptions>>().Value.SweepEvery);
    }

    [Fact]
    public void Registering_twice_registers_once()
    {
        var once = new ServiceCollection().AddFChatGrains().Count;

        Assert.Equal(once, new ServiceCollection().AddFChatGrains().AddFChatGrains().Count);
    }

    private static void Validate(params (string Option, string Value)[] options)
    {
        using var services = Services(options);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static ServiceProvider Services(params (string Option, string Value)[] options)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(options.Select(o => KeyValuePair.Create(o.Option, (string?)o.Value))).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, new WatchedTime())
            .AddFChatGrains()
            .BuildServiceProvider();
    }
}
