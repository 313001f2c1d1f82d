using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace FChat.Cluster.Tests.Topologies.Hosted;

/// <summary>Catches the host that a program builds, by the event with which every host builder tells of it.</summary>
internal sealed class BuiltHost : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<BuiltHost?> Waiting = new();
    private readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _subscriptions = [];

    /// <summary>Waits from now on.</summary>
    public BuiltHost() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>The host, once it is built.</summary>
    public Task<IHost> Host => _built.Task;

    /// <summary>Runs a program whose host is the one that is waited for.</summary>
    public void During(Action program)
    {
        Waiting.Value = this;
        try
        {
            program();
        }
        catch (Exception e)
        {
            _built.TrySetException(e);
            throw;
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilt", Value: IHost host } && Waiting.Value == this)
        {
            _built.TrySetResult(host);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}
