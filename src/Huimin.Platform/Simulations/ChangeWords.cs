using System.Globalization;
using Huimin.Platform.Ui;
using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>How changes and their effects are said on pages.</summary>
public static class ChangeWords
{
    extension(Words words)
    {
        /// <summary>最低生活保障的保障标准提高30元.</summary>
        public string Change(ParameterOverride change, PolicyPack pack)
        {
            ArgumentNullException.ThrowIfNull(change);
            ArgumentNullException.ThrowIfNull(pack);
            if (pack.Find(change.Programme) is not { } programme || programme.Parameters.FirstOrDefault(p => p.Code == change.Parameter) is not { } parameter)
                return change.ToString();
            var name = words.Pick(parameter.Name, parameter.NameEn);
            if (change.Path.Count > 0)
            {
                var path = string.Join('.', change.Path);
                var at = parameter.Rows.SelectMany(r => r.Values).LastOrDefault(v => v.Path == path);
                name = words["{0}（{1}）", name, at is null ? path : words.Pick(at.Name, at.NameEn)];
            }

            var of = words.Pick(programme.Name, programme.NameEn);
            return change.Value[0] switch
            {
                '+' when change.IsRelative => words["{0}的{1}提高{2}", of, name, words.Step(change.Value[1..], parameter)],
                '-' when change.IsRelative => words["{0}的{1}降低{2}", of, name, words.Step(change.Value[1..], parameter)],
                _ => words["{0}的{1}改为{2}", of, name, parameter.Format(change.NewValue, words.English)],
            };
        }

        /// <summary>What a variant is called: its only change, or how many there are.</summary>
        public string Trial(TrialText trial, PolicyPack pack)
        {
            ArgumentNullException.ThrowIfNull(trial);
            return (trial.Pack, trial.Set.Count) switch
            {
                (null, 1) => words.Change(trial.Set[0], pack),
                (null, var changes) => words["{0}等{1}处修改", words.Change(trial.Set[0], pack), changes],
                (_, 0) => words["换用上传的政策"],
                (_, var changes) => words["换用上传的政策，并作{0}处修改", changes],
            };
        }

        /// <summary>每月多支出11.33万元.</summary>
        public string Cost(long fen)
        {
            var amount = words.Sum(Math.Abs(fen));
            return fen switch
            {
                > 0 => words["每月多支出{0}", amount],
                < 0 => words["每月少支出{0}", amount],
                _ => words["每月支出不变"],
            };
        }

        /// <summary>一次性多支出11.33万元: of payments that are made once.</summary>
        public string OneOffCost(long fen)
        {
            var amount = words.Sum(Math.Abs(fen));
            return fen switch
            {
                > 0 => words["一次性多支出{0}", amount],
                < 0 => words["一次性少支出{0}", amount],
                _ => words["一次性支出不变"],
            };
        }

        /// <summary>What a month costs more and what is paid once more, side by side; never as one sum.</summary>
        public string Cost(VariantResult result)
        {
            ArgumentNullException.ThrowIfNull(result);
            return (result.FenChange, result.OneOffChange) switch
            {
                (var monthly, 0) => words.Cost(monthly),
                (0, var once) => words.OneOffCost(once),
                var (monthly, once) => words.Cost(monthly) + words["，"] + words.OneOffCost(once),
            };
        }

        /// <summary>A sum as people say it: 11.33万元, ¥1.2 million.</summary>
        public string Sum(long fen)
        {
            var (number, unit) = words.BigAmount(new Money(Math.Abs(fen)));
            var text = words.English && unit.Length > 0 ? $"{number} {unit}" : number + unit;
            return fen < 0 ? "−" + text : text;
        }

        /// <summary>A change of money with its sign: +112,854.00.</summary>
        public static string Signed(long fen) => fen > 0 ? "+" + Words.Signed(new Money(fen)) : Words.Signed(new Money(fen));

        /// <summary>新增6户，退出3户; that nobody enters or leaves is said too.</summary>
        public string Moves(ImpactCounts counts, bool ofHousehold)
        {
            var parts = new List<string>();
            if (counts.Entering.Units > 0)
                parts.Add(ofHousehold ? words["新增{0}户", counts.Entering.Units] : words["新增{0}人", counts.Entering.Units]);
            if (counts.Leaving.Units > 0)
                parts.Add(ofHousehold ? words["退出{0}户", counts.Leaving.Units] : words["退出{0}人", counts.Leaving.Units]);
            return parts.Count > 0 ? string.Join(words["，"], parts) : words["没有人进入或退出"];
        }

        /// <summary>The finding of a variant in one sentence.</summary>
        public string Finding(VariantResult result, string change)
        {
            ArgumentNullException.ThrowIfNull(result);
            return result.Main < 0
                ? words["{0}：对居民没有影响", change]
                : words["{0}：{1}，{2}", change, words.Cost(result), words.Moves(result.Whole[result.Main], result.Programmes[result.Main].Programme.OfHousehold)];
        }

        public string HouseholdType(HouseholdType type) => type switch
        {
            Simulations.HouseholdType.ElderAlone => words["独居老人户"],
            Simulations.HouseholdType.Elders => words["老年人户"],
            Simulations.HouseholdType.WithMinor => words["有未成年子女户"],
            Simulations.HouseholdType.WithSevereDisability => words["有重度残疾人户"],
            Simulations.HouseholdType.Single => words["单人户"],
            _ => words["其他户"],
        };

        /// <summary>The size of a change in the parameter's unit: 30元, 5%, 5个百分点, 3个月.</summary>
        private string Step(string text, Parameter parameter)
        {
            if (text.EndsWith('%'))
                return parameter.Unit == "ratio" ? words["{0}个百分点", text[..^1]] : text;
            if (parameter.Unit == "ratio" && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share))
                return words["{0}个百分点", (share * 100).ToString("0.##", CultureInfo.InvariantCulture)];
            return parameter.Unit.StartsWith("yuan", StringComparison.Ordinal) && !text.Contains('/', StringComparison.Ordinal)
                ? words["{0}元", text]
                : parameter.Format(text, words.English);
        }
    }
}
