namespace FChat.Gateway.Tests.Hosting;

/// <summary>A gateway without rate limits that the tests of a class share.</summary>
public sealed class UnlimitedGateway : IAsyncLifetime
{
    /// <summary>Settings that let a test send as much as it likes.</summary>
    public static readonly (string Key, string Value)[] NoLimits =
    [
        ("Limits:OperationsPerSecond", "1000000"), ("Limits:OperationBurst", "1000000"), ("Limits:SignalsPerSecond", "1000000"), ("Limits:SignalBurst", "1000000"),
        ("Limits:AddressRequestsPerSecond", "1000000"), ("Limits:AddressRequestBurst", "1000000"),
    ];

    /// <summary>The gateway.</summary>
    public TestGateway Gateway { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Gateway = await TestGateway.Start(NoLimits);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
