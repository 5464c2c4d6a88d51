namespace Huimin.Policies;

/// <summary>Takes a sum apart, so that a sentence can say what an income is made of.</summary>
internal static class Terms
{
    /// <summary>The terms of <c>a + b</c>, or of <c>sum(members: a + b)</c>, each summed over the members; null if some have no name.</summary>
    public static IReadOnlyList<Term>? Of(Node node)
    {
        node = Body(node);
        var sum = node as SumNode;
        var inner = sum is null ? node : Body(sum.Body);
        var terms = new List<Term>();
        return Collect(inner, sum, terms) ? terms : null;
    }

    private static bool Collect(Node node, SumNode? sum, List<Term> terms)
    {
        if (node is AddNode add)
            return Collect(add.Left, sum, terms) && Collect(add.Right, sum, terms);
        if (node is not NumberNode number)
            return false;
        var (name, nameEn) = node switch
        {
            IFactNode fact => (fact.Fact.Name, fact.Fact.NameEn),
            DefinedNumberNode { Definition: { Name: { } own, NameEn: { } ownEn } } => (own, ownEn),
            _ => (null, null),
        };
        if (name is null || nameEn is null)
            return false;
        terms.Add(new Term(name, nameEn, sum is null ? number : new SumNode(sum.Where, number) { Type = number.Type }));
        return true;
    }

    private static Node Body(Node node) => node is DefinedNumberNode { Definition.Body: { } body } ? body : node;
}
