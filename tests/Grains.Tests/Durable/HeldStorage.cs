using System.Threading.Channels;

namespace FChat.Durable;

/// <summary>Grain storage whose writes wait until the test lets them go.</summary>
internal sealed class HeldStorage<T>(T initial) : IPersistentState<T>
{
    private readonly T _initial = initial;
    private readonly Channel<TaskCompletionSource> _begun = Channel.CreateUnbounded<TaskCompletionSource>();
    private TaskCompletionSource? _running;
    private int _atOnce;

    public T State { get; set; } = initial;

    public string? Etag { get; private set; }

    /// <summary>What a reading finds: the row and its version. An exception: it cannot be read.</summary>
    public Func<(T State, string? Etag)>? Row { get; set; }

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
        Etag = $"{Written.Count}";
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

    public async Task ReadStateAsync()
    {
        await Task.Yield();
        (State, Etag) = Row?.Invoke() ?? (Written.Count > 0 ? Written[^1] : _initial, Etag);
    }

    public Task ClearStateAsync() => Task.CompletedTask;
}
