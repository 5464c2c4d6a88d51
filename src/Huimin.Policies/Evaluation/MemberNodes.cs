namespace Huimin.Policies;

/// <summary>A value over the members of the family, of all of them or of those for whom a condition holds.</summary>
internal interface IMembersNode
{
    TruthNode? Where { get; }

    Node Body { get; }
}

/// <summary><c>sum(members where c: x)</c> and <c>count(members: c)</c>; an unknown condition or item makes the whole unknown.</summary>
internal sealed class SumNode(TruthNode? where, NumberNode body) : NumberNode, IMembersNode
{
    public TruthNode? Where => where;

    public Node Body => body;

    public override Number Evaluate(FamilyEvaluator e)
    {
        var outer = e.Current;
        var sum = Number.Zero;
        for (var member = 0; member < e.MemberCount && sum.IsKnown; member++)
        {
            e.Current = member;
            switch (where is null ? Truth.True : where.Evaluate(e))
            {
                case Truth.True:
                    sum += body.Evaluate(e);
                    break;
                case Truth.Unknown:
                    sum = Number.Unknown;
                    break;
            }
        }
        e.Current = outer;
        return sum;
    }
}

internal sealed class CountNode(TruthNode? where, TruthNode body) : NumberNode, IMembersNode
{
    public TruthNode? Where => where;

    public Node Body => body;

    public override Number Evaluate(FamilyEvaluator e)
    {
        var outer = e.Current;
        var known = true;
        long count = 0;
        for (var member = 0; member < e.MemberCount && known; member++)
        {
            e.Current = member;
            var counts = where is null ? Truth.True : where.Evaluate(e);
            if (counts == Truth.True)
                counts = body.Evaluate(e);
            known = counts != Truth.Unknown;
            if (counts == Truth.True)
                count++;
        }
        e.Current = outer;
        return known ? Number.Of(count) : Number.Unknown;
    }
}

/// <summary><c>max(members where c: x)</c>; of nobody it is zero.</summary>
internal sealed class MemberExtremeNode(TruthNode? where, NumberNode body, bool largest) : NumberNode, IMembersNode
{
    public bool Largest => largest;

    public TruthNode? Where => where;

    public Node Body => body;

    public override Number Evaluate(FamilyEvaluator e)
    {
        var outer = e.Current;
        Number? extreme = null;
        for (var member = 0; member < e.MemberCount && extreme is not { IsKnown: false }; member++)
        {
            e.Current = member;
            switch (where is null ? Truth.True : where.Evaluate(e))
            {
                case Truth.True:
                    var value = body.Evaluate(e);
                    extreme = extreme is not { } before ? value : largest ? Number.Max(before, value) : Number.Min(before, value);
                    break;
                case Truth.Unknown:
                    extreme = Number.Unknown;
                    break;
            }
        }
        e.Current = outer;
        return extreme ?? Number.Zero;
    }
}

/// <summary><c>any(members where c: x)</c> and <c>all(…)</c>: one member can settle it although another is unknown.</summary>
internal sealed class AnyNode(TruthNode? where, TruthNode body, bool all) : TruthNode, IMembersNode
{
    private readonly Truth settles = all ? Truth.False : Truth.True;

    /// <summary>Whether it holds of all members; otherwise of any.</summary>
    public bool All => all;

    public TruthNode? Where => where;

    public Node Body => body;

    public override Truth Evaluate(FamilyEvaluator e)
    {
        var outer = e.Current;
        var result = all ? Truth.True : Truth.False;
        for (var member = 0; member < e.MemberCount && result != settles; member++)
        {
            e.Current = member;
            var included = where is null ? Truth.True : where.Evaluate(e);
            if (included == Truth.False)
                continue;
            var holds = body.Evaluate(e);
            if (holds == settles)
                result = included == Truth.True ? settles : Truth.Unknown;
            else if (holds == Truth.Unknown)
                result = Truth.Unknown;
        }
        e.Current = outer;
        return result;
    }
}
