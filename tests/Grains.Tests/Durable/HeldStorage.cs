using System.Threading.Channels;

namespace FChat.Durable;

/// <summary>Grain storage whose writes wait until the test lets them go.</summary>
internal sealed class HeldStorage<T>(T initial) : IPersistentState<T>
{
    private readonly Channel<TaskCompletionSource> _begun = Channel.CreateUnbounded<TaskCompletionSource>();
    private TaskCompletionSource? _running;
    private int _atOnce;

    public T State { get; set; } = initial;

    public string? Etag => null;

    public bool RecordExists => false;

    public List<T> Written { get; } = [];

    public int MostAtOnce { get; private set; }

    public async Task WriteStateAsync(CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        var snapshot = State;
        var gate = new TaskCompletionSource();
        await _begun.Writer.WriteAsync(gate, CancellationToken.None);
        await gate.Task;
        _atOnce--;
        Written.Add(snapshot);
    }

    /// <summary>Waits for a write to begin.</summary>
    public async Task Began() =>
        _running = await _begun.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

    /// <summary>Lets the write that began be done.</summary>
    public void Finish() => _running!.SetResult();

    /// <summary>Makes the write that began fail.</summary>
    public void Fail(Exception failure) => _running!.SetException(failure);

    /// <summary>Waits for a write to begin and lets it be done.</summary>
    public async Task FinishNext()
    {
        await Began();
        Finish();
    }

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ReadStateAsync() => Task.CompletedTask;

    public Task ClearStateAsync() => Task.CompletedTask;
}
