using System.Reflection;

namespace FChat.Gateway.Tests.Fakes;

/// <summary>A grain that answers what the test's cluster says.</summary>
public class FakeGrain<T> : DispatchProxy where T : class
{
    private ScriptedCluster cluster = null!;
    private string key = null!;

    internal static T Make(ScriptedCluster cluster, string key)
    {
        var grain = Create<T, FakeGrain<T>>();
        var self = (FakeGrain<T>)(object)grain;
        (self.cluster, self.key) = (cluster, key);
        return grain;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        cluster.Answer(new GrainCall(typeof(T), targetMethod!.Name, key, args ?? []), targetMethod.ReturnType);
}

/// <summary>A call that the gateway made.</summary>
public sealed record GrainCall(Type Grain, string Method, string Key, object?[] Arguments)
{
    /// <summary>The first argument of a type.</summary>
    public TArgument Argument<TArgument>() => Arguments.OfType<TArgument>().First();
}
