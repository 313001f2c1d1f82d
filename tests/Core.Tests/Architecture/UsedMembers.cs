using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;

namespace FChat.Tests.Architecture;

/// <summary>Everything that a type's declarations and method bodies name: types and members.</summary>
internal static class UsedMembers
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly ImmutableDictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToImmutableDictionary(code => code.Value);

    /// <summary>Members of other types (and the types themselves) that <paramref name="type"/> uses.</summary>
    public static IEnumerable<MemberInfo> Of(Type type) => Declared(type).Concat(Methods(type).SelectMany(Called));

    /// <summary>The types behind members: owners, signatures, arguments of generics.</summary>
    public static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        Type type => Parts(type),
        FieldInfo field => Parts(field.FieldType).Concat(Parts(field.DeclaringType)),
        MethodInfo method => Parts(method.DeclaringType).Concat(Parts(method.ReturnType)).Concat(method.GetParameters().SelectMany(p => Parts(p.ParameterType)))
            .Concat(method.IsGenericMethod ? method.GetGenericArguments().SelectMany(Parts) : []),
        MethodBase maker => Parts(maker.DeclaringType).Concat(maker.GetParameters().SelectMany(p => Parts(p.ParameterType))),
        _ => [],
    };

    private static IEnumerable<MemberInfo> Declared(Type type) =>
        new MemberInfo?[] { type.BaseType }.OfType<MemberInfo>()
            .Concat(type.GetInterfaces())
            .Concat(type.GetFields(All))
            .Concat(Methods(type))
            .Concat(Methods(type).SelectMany(method => method.GetMethodBody()?.LocalVariables ?? []).Select(local => local.LocalType));

    private static IEnumerable<MethodBase> Methods(Type type) => type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All));

    private static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return [];
        }

        return type.HasElementType ? Parts(type.GetElementType()) : type.GetGenericArguments().SelectMany(Parts).Append(type);
    }

    private static IEnumerable<MemberInfo> Called(MethodBase method)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var ofType = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < body.Length;)
        {
            var code = Codes[body[at] == 0xFE ? (short)((body[at] << 8) | body[at + 1]) : body[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(body, at), ofType, ofMethod) is { } member)
            {
                yield return member;
            }

            at += OperandSize(code, body, at);
        }
    }

    private static int OperandSize(OpCode code, byte[] body, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
        _ => 4,
    };
}
