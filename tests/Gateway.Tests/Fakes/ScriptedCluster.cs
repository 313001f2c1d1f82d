using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using FChat.Gateways;
using Orleans;
using Orleans.Runtime;

namespace FChat.Gateway.Tests.Fakes;

/// <summary>A cluster whose grains answer what a test scripts, and do nothing else. It remembers what it was asked.</summary>
public sealed class ScriptedCluster : IGrainFactory
{
    private readonly ConcurrentDictionary<(Type, string), Func<GrainCall, object>> scripts = new();
    private readonly Channel<GrainCall> calls = Channel.CreateUnbounded<GrainCall>();
    private readonly ConcurrentDictionary<string, int> counts = new();

    public ScriptedCluster()
    {
        foreach (var (grain, method, answer) in Samples.Answers)
        {
            scripts[(grain, method)] = _ => answer;
        }
    }

    /// <summary>What the gateway asked, in order.</summary>
    public ChannelReader<GrainCall> Calls => calls.Reader;

    /// <summary>How often a method was asked for.</summary>
    public int CountOf(string method) => counts.GetValueOrDefault(method);

    /// <summary>Scripts a method. <paramref name="answer"/> gives an outcome, a task, or an exception to throw.</summary>
    public void On<TGrain>(string method, Func<GrainCall, object> answer) => scripts[(typeof(TGrain), method)] = answer;

    /// <summary>Scripts a refusal.</summary>
    public void Refuse<TGrain>(string method, Refusal refusal) => On<TGrain>(method, _ => refusal);

    /// <summary>Waits until the gateway makes a call of that name, and gives it.</summary>
    public async Task<GrainCall> Asked(string method)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (true)
        {
            var call = await calls.Reader.ReadAsync(patience.Token);
            if (call.Method == method)
            {
                return call;
            }
        }
    }

    internal object Answer(GrainCall call, Type returned)
    {
        counts.AddOrUpdate(call.Method, 1, (_, count) => count + 1);
        calls.Writer.TryWrite(call);
        var answer = scripts.TryGetValue((call.Grain, call.Method), out var script) ? script(call) : null;
        return answer switch
        {
            Task task => task,
            Exception fault => Wrapped(returned, "Fail", fault),
            _ => Wrapped(returned, "Give", answer!),
        };
    }

    private static object Wrapped(Type returned, string how, object value)
    {
        if (returned == typeof(Task))
        {
            return value is Exception fault ? Task.FromException(fault) : Task.CompletedTask;
        }

        var method = typeof(ScriptedCluster).GetMethod(how, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        return method.MakeGenericMethod(returned.GenericTypeArguments[0]).Invoke(null, [value])!;
    }

    private static Task<T> Fail<T>(Exception fault) => Task.FromException<T>(fault);

    private static Task<T> Give<T>(object? value) => Task.FromResult(value switch
    {
        T ready => ready,
        null => default!,
        _ => (T)typeof(T).GetMethods()
            .First(method => method.Name == "op_Implicit" && method.GetParameters()[0].ParameterType.IsInstanceOfType(value))
            .Invoke(null, [value])!,
    });

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)Make(typeof(TGrainInterface), primaryKey);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey =>
        (TGrainInterface)Make(typeof(TGrainInterface), $"{primaryKey}");

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver =>
        (TGrainObserverInterface)obj;

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver
    {
    }

    private object Make(Type grain, string key) =>
        typeof(FakeGrain<>).MakeGenericType(grain).GetMethod(nameof(FakeGrain<>.Make), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.Invoke(null, [this, key])!;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey => throw Unused();

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidCompoundKey => throw Unused();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerCompoundKey => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw Unused();

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable => throw Unused();

    public IAddressable GetGrain(GrainId grainId) => throw Unused();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw Unused();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw Unused();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw Unused();

    private static NotSupportedException Unused() => new("The gateway finds grains by the keys of GrainKeys only.");
}
