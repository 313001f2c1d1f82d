using System.Text;
using FChat.LoadTests.Servers;
using FChat.LoadTests.Shapes;

namespace FChat.LoadTests.CommandLine;

/// <summary>The help text, made of the table of shapes.</summary>
public static class Usage
{
    /// <summary>What to type.</summary>
    public static string Text(IEnumerable<IShape> shapes)
    {
        var text = new StringBuilder("LoadTests <shape> [--argument value ...]   (see README.md)\n");
        foreach (var shape in shapes)
        {
            text.Append($"\n{shape.Name,-12}{shape.Meaning}\n");
            foreach (var argument in shape.Arguments)
            {
                text.Append($"  --{argument.Name,-14}{argument.Meaning} ({argument.Least} to {argument.Most}, default {argument.Default})\n");
            }
        }

        text.Append($"\nall         every shape after the other\n{BareHubMode.Command} --port N   the comparison server alone\n\nAlways:\n");
        foreach (var one in Arguments.Texts)
        {
            text.Append($"  --{one.Name,-14}{one.Meaning}{(one.Default.Length > 0 ? $" (default {one.Default})" : "")}\n");
        }

        return text.ToString();
    }
}
