using System.Collections.Concurrent;
using System.Text.Json;
using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Tracing;

/// <summary>A person with one connection, who does one thing after another.</summary>
internal sealed class Talker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _heard = new();
    private HubConnection? _connection;

    /// <summary>Connects to a gateway.</summary>
    public static async Task<Talker> Open(Uri gateway, string user, string? role = null)
    {
        var talker = new Talker();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        talker._connection = await HubConnection.Open(gateway, Tokens.For(user, role), (_, name, content) => talker.Event(name).TrySetResult(content), patience.Token);

        // Answered when the gateway has taken the connection in: from then on it is rung.
        await talker.Do("heartbeat", "{}");
        return talker;
    }

    /// <summary>Does it, and must be allowed to.</summary>
    public async Task<HubReply> Do(string operation, string argument)
    {
        var reply = await Ask(operation, argument);
        Assert.True(reply.IsOk, $"{operation}: {reply.Code} {reply.Content}");
        return reply;
    }

    /// <summary>Tries to do it.</summary>
    /// <returns>The refusal's code, or null.</returns>
    public async Task<string?> Try(string operation, string argument) => (await Ask(operation, argument)).Code;

    /// <summary>Waits for the first event of that name.</summary>
    public Task<JsonElement> Heard(string name) => Event(name).Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _connection!.Dispose();
        await _connection.Ended;
    }

    /// <summary>Asks for it, and gives whatever comes back.</summary>
    public Task<HubReply> Ask(string operation, string argument)
    {
        var answered = new TaskCompletionSource<HubReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _connection!.Invoke(operation, argument, answered.SetResult);
        return answered.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private TaskCompletionSource<JsonElement> Event(string name) =>
        _heard.GetOrAdd(name, _ => new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously));
}
